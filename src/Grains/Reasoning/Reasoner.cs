using AgentCluster.Interactions;
using Microsoft.Extensions.DependencyInjection;
namespace AgentCluster.Reasoning;
public sealed class Reasoner { public Task<ReasoningResult> ReasonAsync(ReasoningRequest r, Action<InteractionStep>? s, CancellationToken c) { ArgumentNullException.ThrowIfNull(r); ArgumentNullException.ThrowIfNull(this); return Task.FromResult(new ReasoningResult { Answer = "x", Model = "local" }); } }
public static class ReasoningRegistration { public static IServiceCollection AddReasoning(this IServiceCollection s) => s.AddSingleton<Reasoner>(); }
