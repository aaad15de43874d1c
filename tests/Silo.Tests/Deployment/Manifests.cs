using System.Collections.Concurrent;
using System.Diagnostics;
using k8s;
using k8s.Models;

namespace AgentCluster.Silo.Tests.Deployment;

/// <summary>What <c>kubectl kustomize</c> makes of a folder under <c>deploy/kubernetes</c>, as the Kubernetes client reads it: a field it does not know is a fault.</summary>
internal sealed class Manifests
{
    /// <summary>Stands for a value out of a secret or the pod's own data.</summary>
    public const string FilledIn = "(filled in)";

    private static readonly ConcurrentDictionary<string, Task<Manifests>> Rendered = new();

    private readonly List<object> _objects;

    private Manifests(List<object> objects) => _objects = objects;

    public static Task<Manifests> RenderAsync(string folder) => Rendered.GetOrAdd(folder, async name => Parse(await KustomizeAsync(name)));

    public static Manifests Parse(string yaml) => new(KubernetesYaml.LoadAllFromString(yaml, strict: true));

    public IEnumerable<T> All<T>() => _objects.OfType<T>();

    public T Named<T>(string name)
        where T : IMetadata<V1ObjectMeta> => Assert.Single(All<T>(), item => item.Metadata.Name == name);

    /// <summary>Every pod that is made, by the name of what makes it.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Pod)> Pods() =>
        All<V1Deployment>().Select(deployment => (deployment.Metadata.Name, deployment.Spec.Template))
            .Concat(All<V1Job>().Select(job => (job.Metadata.Name, job.Spec.Template)));

    /// <summary>The environment of a container: its own variables, and those of its config maps. What the cluster fills in stands as <see cref="FilledIn"/>.</summary>
    public Dictionary<string, string?> Environment(V1Container container)
    {
        var environment = new Dictionary<string, string?>();
        foreach (var source in container.EnvFrom ?? [])
        {
            foreach (var (name, value) in Named<V1ConfigMap>(source.ConfigMapRef.Name).Data)
            {
                environment[name] = value;
            }
        }

        foreach (var variable in container.Env ?? [])
        {
            environment[variable.Name] = variable.Value ?? FilledIn;
        }

        return environment;
    }

    private static async Task<string> KustomizeAsync(string folder)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(DeployFolder.Path, "kubernetes", folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("kubectl did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var yaml = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // A warning is what the next version of the tool refuses.
        Assert.Equal("", await error);
        Assert.Equal(0, process.ExitCode);
        return yaml;
    }
}
