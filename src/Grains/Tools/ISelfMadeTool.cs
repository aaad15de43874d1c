using AgentCluster.Tools.SelfMade;

namespace AgentCluster.Tools;

/// <summary>A tool that agents or people of a tenant made.</summary>
internal interface ISelfMadeTool : ITool
{
    /// <summary>The version that is called.</summary>
    ToolVersion Version { get; }
}
