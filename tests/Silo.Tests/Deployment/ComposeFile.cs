using YamlDotNet.Serialization;

namespace AgentCluster.Silo.Tests.Deployment;

/// <summary>The keys of the Compose specification that our file uses; any other is a fault.</summary>
public sealed class ComposeFile
{
    public string Name { get; set; } = "";

    [YamlMember(Alias = "x-program", ApplyNamingConventions = false)]
    public Service? Program { get; set; }

    public Dictionary<string, Service> Services { get; set; } = [];

    public Dictionary<string, object?> Volumes { get; set; } = [];

    public sealed class Service
    {
        public string? Image { get; set; }

        public ServiceBuild? Build { get; set; }

        public List<string>? Entrypoint { get; set; }

        public List<string>? Command { get; set; }

        /// <summary>One name, or a list of them.</summary>
        public object? EnvFile { get; set; }

        public Dictionary<string, string> Environment { get; set; } = [];

        public List<string> Volumes { get; set; } = [];

        public List<string> Ports { get; set; } = [];

        public ServiceHealth? Healthcheck { get; set; }

        public ServiceScale? Deploy { get; set; }

        public Dictionary<string, ServiceNeed> DependsOn { get; set; } = [];

        public string? Restart { get; set; }

        public string? StopGracePeriod { get; set; }

        public bool ReadOnly { get; set; }

        public List<string> Tmpfs { get; set; } = [];

        public List<string> CapDrop { get; set; } = [];

        public List<string> SecurityOpt { get; set; } = [];
    }

    public sealed class ServiceBuild
    {
        public string Context { get; set; } = "";

        public string Dockerfile { get; set; } = "";

        public string Target { get; set; } = "";
    }

    public sealed class ServiceHealth
    {
        public List<string>? Test { get; set; }

        public string? Interval { get; set; }

        public int? Retries { get; set; }

        public bool Disable { get; set; }
    }

    public sealed class ServiceScale
    {
        public int Replicas { get; set; }
    }

    public sealed class ServiceNeed
    {
        public string Condition { get; set; } = "";
    }
}
