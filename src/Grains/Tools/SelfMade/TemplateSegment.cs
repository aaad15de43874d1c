namespace AgentCluster.Tools.SelfMade;

/// <summary>A piece of a template: text as it is, or the name of a parameter.</summary>
/// <param name="Text">The text, or the name.</param>
/// <param name="IsParameter">Whether it is a name.</param>
internal readonly record struct TemplateSegment(string Text, bool IsParameter);
