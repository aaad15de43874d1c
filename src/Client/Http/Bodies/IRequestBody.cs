namespace AgentCluster.Client.Http.Bodies;

/// <summary>A body that a request may carry.</summary>
internal interface IRequestBody
{
    /// <summary>Most bytes it may have.</summary>
    static virtual int MaxBytes => 256 * 1024;

    /// <summary>Whether a request may come without one.</summary>
    static virtual bool MayBeAbsent => false;

    /// <summary>Notes everything that is wrong with the fields.</summary>
    void Validate(FieldErrors errors);
}
