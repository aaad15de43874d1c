using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools;

/// <summary>A tool: <see cref="IProposingTool"/> or <see cref="IAnsweringTool"/>. None of them has an effect by itself.</summary>
internal interface ITool
{
    /// <summary>Lower-case words joined by underscores.</summary>
    string Name { get; }

    /// <summary>What it does, for people and models.</summary>
    string Description { get; }

    /// <summary>What its arguments may be.</summary>
    Shape Arguments { get; }

    /// <summary>Whether it may change or send anything.</summary>
    bool Changes { get; }
}
