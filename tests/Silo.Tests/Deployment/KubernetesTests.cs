using AgentCluster.Silo.Hosting;
using k8s.Models;

namespace AgentCluster.Silo.Tests.Deployment;

public sealed class KubernetesTests
{
    private const string Base = "base";
    private const string Overlay = "overlays/example";
    private const string NameLabel = "app.kubernetes.io/name";

    public static TheoryData<string> Folders => [Base, Overlay];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Environment_OfEveryContainer_IsWhatTheProgramKnows(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        foreach (var (name, pod) in manifests.Pods())
        {
            var environment = manifests.Environment(Assert.Single(pod.Spec.Containers));
            DeployFolder.AssertKnown(environment.Keys, isGateway: name == "agentcluster-gateway");
            Assert.Equal(StorageProvider.Postgres, StorageOptions.Of(DeployFolder.Configuration(environment)).Provider);
            Assert.All(
                environment.Where(pair => pair.Value?.StartsWith("env:", StringComparison.Ordinal) is true),
                reference => Assert.Contains(reference.Value![4..], environment.Keys));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Probes_AskPathsAndPortsThatTheProgramHas(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        AssertProbes(manifests.Named<V1Deployment>("agentcluster-silo"), await ProgramRoutes.OfSiloAsync());
        AssertProbes(manifests.Named<V1Deployment>("agentcluster-gateway"), await ProgramRoutes.OfGatewayAsync());
    }

    [Fact]
    public async Task Ports_OfASilo_AreThoseItListensOn()
    {
        var manifests = await Manifests.RenderAsync(Base);
        var silo = manifests.Named<V1Deployment>("agentcluster-silo").Spec.Template.Spec.Containers[0];
        var membership = MembershipOptions.Of(DeployFolder.Configuration(manifests.Environment(silo).Where(pair => pair.Value != Manifests.FilledIn)));

        Assert.Equal(
            new Dictionary<string, int> { ["silo"] = membership.SiloPort, ["gateway"] = membership.GatewayPort, ["probes"] = 8080 },
            silo.Ports.ToDictionary(port => port.Name, port => port.ContainerPort));
    }

    [Fact]
    public async Task Silo_TellsOthersItsOwnAddress()
    {
        var silo = (await Manifests.RenderAsync(Base)).Named<V1Deployment>("agentcluster-silo").Spec.Template.Spec.Containers[0];

        Assert.Equal("status.podIP", silo.Env.Single(variable => variable.Name == "AgentCluster__Membership__Address").ValueFrom.FieldRef.FieldPath);
        Assert.Equal("metadata.name", silo.Env.Single(variable => variable.Name == "AgentCluster__Membership__Name").ValueFrom.FieldRef.FieldPath);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Selectors_MatchPodsThatAreMade(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);
        var pods = manifests.Pods().Select(made => made.Pod.Metadata.Labels).ToList();

        Assert.All(manifests.All<V1Deployment>(), deployment => Assert.True(Selects(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels)));
        Assert.All(Selectors(manifests), selector => Assert.Contains(pods, labels => selector.All(labels.Contains)));
        Assert.All(
            manifests.All<V2HorizontalPodAutoscaler>(),
            scaler => Assert.Contains(manifests.All<V1Deployment>(), deployment => deployment.Metadata.Name == scaler.Spec.ScaleTargetRef.Name));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Services_TargetPortsOfTheirPods(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        foreach (var service in manifests.All<V1Service>())
        {
            var pod = manifests.Pods().Single(made => service.Spec.Selector.All(made.Pod.Metadata.Labels.Contains)).Pod;
            Assert.All(service.Spec.Ports, port => Assert.Contains(pod.Spec.Containers[0].Ports, own => own.Name == port.TargetPort.Value));
        }
    }

    [Fact]
    public async Task Network_LetsOnlySilosAndGatewaysReachASilo()
    {
        var silo = (await Manifests.RenderAsync(Base)).Named<V1NetworkPolicy>("agentcluster-silo");

        var allowed = silo.Spec.Ingress.SelectMany(rule => rule.Ports.SelectMany(port => rule.FromProperty.Select(peer => $"{port.Port.Value} <- {peer.PodSelector.MatchLabels[NameLabel]}")));
        Assert.Equal("agentcluster-silo", silo.Spec.PodSelector.MatchLabels[NameLabel]);
        Assert.Equal(["11111 <- agentcluster-silo", "30000 <- agentcluster-gateway", "30000 <- agentcluster-silo"], allowed.Order(StringComparer.Ordinal));
        Assert.All(silo.Spec.Ingress.SelectMany(rule => rule.FromProperty), peer => Assert.True(peer.NamespaceSelector is null && peer.IpBlock is null));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Network_LimitsEveryPod(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        Assert.All(manifests.Pods(), made => Assert.Contains(
            manifests.All<V1NetworkPolicy>(),
            policy => policy.Spec.PolicyTypes.Contains("Ingress") && Selects(policy.Spec.PodSelector.MatchLabels, made.Pod.Metadata.Labels)));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Pods_MeetTheRestrictedStandard(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        foreach (var (_, pod) in manifests.Pods())
        {
            Assert.True(pod.Spec.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.Spec.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.Spec.AutomountServiceAccountToken);
            Assert.All(pod.Spec.Volumes, volume => Assert.NotNull(volume.EmptyDir));
            Assert.All(pod.Spec.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.NotNull(container.Resources.Requests["cpu"]);
                Assert.NotNull(container.Resources.Limits["memory"]);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Secrets_AreReferencesOnly(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        Assert.Empty(manifests.All<V1Secret>());
        Assert.DoesNotContain(
            manifests.All<V1ConfigMap>().SelectMany(map => map.Data).Concat(manifests.Pods().SelectMany(made => manifests.Environment(made.Pod.Spec.Containers[0]))!),
            pair => pair.Value?.Contains("Password", StringComparison.OrdinalIgnoreCase) is true);
    }

    [Fact]
    public async Task OwnersLogin_ReachesTheMigrationOnly()
    {
        var manifests = await Manifests.RenderAsync(Overlay);

        var holders = manifests.Pods().Where(made => made.Pod.Spec.Containers[0].Env.Any(variable => variable.ValueFrom?.SecretKeyRef?.Name == "agentcluster-owner"));
        Assert.Equal("agentcluster-migration", Assert.Single(holders).Name);
    }

    [Fact]
    public async Task Termination_LeavesTimeForTheDrain()
    {
        const int pause = 3;
        const int drain = 25;
        var manifests = await Manifests.RenderAsync(Base);

        Assert.All(manifests.All<V1Deployment>(), deployment => Assert.True(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds > pause + drain));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Scaling_LeavesSlowlyAndNeverAllAtOnce(string folder)
    {
        var manifests = await Manifests.RenderAsync(folder);

        Assert.All(manifests.All<V1Deployment>(), deployment =>
        {
            var scaler = manifests.Named<V2HorizontalPodAutoscaler>(deployment.Metadata.Name);
            Assert.True(scaler.Spec.MinReplicas >= 2 && scaler.Spec.MaxReplicas > scaler.Spec.MinReplicas);
            Assert.True(scaler.Spec.Behavior.ScaleDown.StabilizationWindowSeconds >= 300);
            Assert.Null(deployment.Spec.Replicas);
            Assert.Equal("1", manifests.Named<V1PodDisruptionBudget>(deployment.Metadata.Name).Spec.MaxUnavailable.Value);
            Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
        });
    }

    [Fact]
    public void Parser_RefusesAFieldThatKubernetesDoesNotKnow() => Assert.ThrowsAny<Exception>(() => Manifests.Parse(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: s
        spec:
          selectors: {}
        """));

    [Fact]
    public async Task Gateway_LetsNobodyInWithoutAKey()
    {
        var manifests = await Manifests.RenderAsync(Base);
        var gateway = manifests.Environment(manifests.Named<V1Deployment>("agentcluster-gateway").Spec.Template.Spec.Containers[0]);

        Assert.Equal("Keys", gateway["AgentCluster__Authentication__Mode"]);
    }

    private static void AssertProbes(V1Deployment deployment, IReadOnlySet<string> routes)
    {
        var container = deployment.Spec.Template.Spec.Containers[0];
        foreach (var (probe, path) in new[] { (container.StartupProbe, "/health/startup"), (container.ReadinessProbe, "/health/ready"), (container.LivenessProbe, "/health/live") })
        {
            Assert.Equal(path, probe.HttpGet.Path);
            Assert.Contains(path, routes);
            Assert.Equal(8080, container.Ports.Single(port => port.Name == probe.HttpGet.Port.Value).ContainerPort);
        }
    }

    private static IEnumerable<IDictionary<string, string>> Selectors(Manifests manifests) =>
        manifests.All<V1Service>().Select(service => service.Spec.Selector)
            .Concat(manifests.All<V1PodDisruptionBudget>().Select(budget => budget.Spec.Selector.MatchLabels))
            .Concat(manifests.All<V1NetworkPolicy>().Select(policy => policy.Spec.PodSelector.MatchLabels))
            .Concat(manifests.All<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? []).Select(peer => peer.PodSelector.MatchLabels))
            .Concat(manifests.All<V1Deployment>().SelectMany(deployment => deployment.Spec.Template.Spec.TopologySpreadConstraints).Select(constraint => constraint.LabelSelector.MatchLabels));

    private static bool Selects(IDictionary<string, string> selector, IDictionary<string, string> labels) => selector.All(labels.Contains);
}
