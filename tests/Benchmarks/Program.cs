using System.CommandLine;
using AgentCluster.Benchmarks.Actions;
using AgentCluster.Benchmarks.Approvals;
using AgentCluster.Benchmarks.Chaos;
using AgentCluster.Benchmarks.Discovery;
using AgentCluster.Benchmarks.Inspection;
using AgentCluster.Benchmarks.Learning;
using AgentCluster.Benchmarks.Load;
using AgentCluster.Benchmarks.Memory;
using BenchmarkDotNet.Running;

var set = new Argument<DirectoryInfo>("SET_DIR") { Description = "Folder with one .sqlite database and questions.jsonl (id, split, question, sql)." };
var parts = new Option<string[]>("--part") { Description = "Only these parts; may be repeated.", DefaultValueFactory = _ => LearningBenchmark.Parts, AllowMultipleArgumentsPerToken = true };
parts.AcceptOnlyFromAmong(LearningBenchmark.Parts);
var engine = new Option<string>("--engine") { Description = "Engine that is asked: the set's own SQLite file, or a copy of it in a PostgreSQL server of the run's own.", DefaultValueFactory = _ => "sqlite" };
engine.AcceptOnlyFromAmong("sqlite", "postgres");
var learning = new Command("learning", "Execution accuracy over a question-to-SQL set, before and after teaching it through the API.") { set, parts, engine };
learning.SetAction((parsed, cancellationToken) => LearningBenchmark.RunAsync(
    parsed.GetValue(set)!.FullName, parsed.GetValue(parts)!, parsed.GetValue(engine) == "postgres", cancellationToken));

var clients = new Option<int>("--clients") { Description = "Concurrent clients.", DefaultValueFactory = _ => 16 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of both sides, in turn.", DefaultValueFactory = _ => 5 };
var seconds = new Option<double>("--seconds") { Description = "Length of one side of a round.", DefaultValueFactory = _ => 3 };
var load = new Command("load", "Rate of learned questions against a bare endpoint of the same process.") { clients, rounds, seconds };
load.SetAction((parsed, cancellationToken) => LoadBenchmark.RunAsync(
    parsed.GetValue(clients), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));

var data = new Argument<string>("DATA") { Description = "Data directory." };
var server = new Command("load-server", "The process that 'load' measures.") { data };
server.Hidden = true;
server.SetAction((parsed, cancellationToken) => LoadServer.RunAsync(parsed.GetValue(data)!, cancellationToken));

var memories = new Option<int>("--memories") { Description = "Memories in all.", DefaultValueFactory = _ => 100_000 };
var tenants = new Option<int>("--tenants") { Description = "Tenants that share them equally.", DefaultValueFactory = _ => 20 };
var recall = new Command("recall", "Recall on PostgreSQL against statements written by hand for the same table.") { memories, tenants, rounds };
recall.SetAction((parsed, cancellationToken) => PostgresRecallBenchmark.RunAsync(
    parsed.GetValue(memories), parsed.GetValue(tenants), parsed.GetValue(rounds), cancellationToken));

var tables = new Option<int>("--tables") { Description = "Tables of the large database.", DefaultValueFactory = _ => 5_000 };
var catalog = new Command("catalog", "Discovery of a large PostgreSQL database against pg_dump -s, a smaller one, and its own repetition.") { tables, rounds };
catalog.SetAction((parsed, cancellationToken) => CatalogBenchmark.RunAsync(parsed.GetValue(tables), parsed.GetValue(rounds), cancellationToken));

var scenario = new Argument<ChaosScenario>("SCENARIO") { Description = "What goes wrong." };
var length = new Option<double>("--seconds") { Description = "How long faults are made.", DefaultValueFactory = _ => 180 };
var every = new Option<double>("--every") { Description = "Seconds between two faults.", DefaultValueFactory = _ => 20 };
var askers = new Option<int>("--clients") { Description = "Concurrent clients.", DefaultValueFactory = _ => 32 };
var pause = new Option<double>("--pause") { Description = "Mean seconds between an answer and its client's next question; with none the clients take all the machine has." };
var seed = new Option<int>("--seed") { Description = "Seed of every random choice.", DefaultValueFactory = _ => Environment.TickCount };
var logs = new Option<string>("--logs") { Description = "Folder for the processes' logs.", DefaultValueFactory = _ => Directory.CreateTempSubdirectory("agentcluster-chaos-").FullName };
var programs = new Option<DirectoryInfo?>("--programs") { Description = "Folder with the programs as images have them, published to silo and gateway; those built with the benchmark without it." };
var chaos = new Command("chaos", "Three silos and two gateways as processes, asked while something goes wrong; fails when a promise was not kept.") { scenario, length, every, askers, pause, seed, logs, programs };
chaos.SetAction((parsed, cancellationToken) => ChaosBenchmark.RunAsync(
    new(
        parsed.GetValue(scenario), TimeSpan.FromSeconds(parsed.GetValue(length)), TimeSpan.FromSeconds(parsed.GetValue(every)),
        parsed.GetValue(askers), TimeSpan.FromSeconds(parsed.GetValue(pause)), parsed.GetValue(seed), parsed.GetValue(logs)!, parsed.GetValue(programs)?.FullName),
    cancellationToken));

var requests = new Option<int>("--requests") { Description = "Requests in all.", DefaultValueFactory = _ => 1_000 };
var kills = new Option<int>("--each") { Description = "Kills at each point.", DefaultValueFactory = _ => 10 };
var each = new Option<int>("--each") { Description = "Actions that have to die in each place.", DefaultValueFactory = _ => 100 };
var actions = new Command("actions", "Approved actions whose process is killed; fails when one has not exactly one effect.") { each, seed };
actions.SetAction((parsed, cancellationToken) => ActionsBenchmark.RunAsync(parsed.GetValue(each), parsed.GetValue(seed), cancellationToken));

var storm = new Command("storm", "Requests that 20 callbacks each decide at once while silos are killed and the database crashes.") { requests, seed, logs };
storm.SetAction((parsed, cancellationToken) => CallbackStorm.RunAsync(parsed.GetValue(requests), parsed.GetValue(seed), parsed.GetValue(logs)!, cancellationToken));
var points = new Command("points", "kill -9 at every named point between a request's filing and the end of its action.") { kills, logs };
points.SetAction((parsed, cancellationToken) => CrashPoints.RunAsync(parsed.GetValue(kills), parsed.GetValue(logs)!, cancellationToken));
var changed = new Command("changed", "Requests whose row, arguments, number of rows or table change after they were shown.") { requests, logs };
changed.SetAction((parsed, cancellationToken) => ChangedCards.RunAsync(parsed.GetValue(requests), parsed.GetValue(logs)!, cancellationToken));
var waiting = new Option<int>("--pending") { Description = "Requests that wait meanwhile in the last part.", DefaultValueFactory = _ => 10_000 };
var rate = new Command("rate", "A durable request and its decision beside pgbench's insert and conditional update.") { rounds, waiting };
rate.SetAction((parsed, cancellationToken) => DecisionRate.RunAsync(parsed.GetValue(rounds), parsed.GetValue(waiting), cancellationToken));
var approvals = new Command("approvals", "Requests for human decisions under faults; fails when one is not decided once and done once.") { storm, points, changed, rate };

var first = new Argument<int>("FIRST");
var count = new Argument<int>("COUNT");
var actionsServer = new Command("actions-server", "The process that 'actions' kills.") { data, first, count };
actionsServer.Hidden = true;
actionsServer.SetAction((parsed, cancellationToken) => ActionsServer.RunAsync(
    parsed.GetValue(data)!, parsed.GetValue(first), parsed.GetValue(count), cancellationToken));

var statements = new Option<int>("--statements") { Description = "Mutated statements an engine.", DefaultValueFactory = _ => 100_000 };
var inspect = new Command("inspect", "Mutated statements through both inspectors, and an inspection beside the engine's own preparation; fails when a verdict got milder.") { statements, seed, rounds };
inspect.SetAction((parsed, cancellationToken) => InspectBenchmark.RunAsync(
    parsed.GetValue(statements), parsed.GetValue(seed), parsed.GetValue(rounds), cancellationToken));

var micro = new Command("micro", "BenchmarkDotNet classes; further arguments go to it.") { TreatUnmatchedTokensAsErrors = false };
micro.SetAction(parsed => BenchmarkSwitcher.FromAssembly(typeof(LoadBenchmark).Assembly).Run([.. parsed.UnmatchedTokens]).Any() ? 0 : 1);

return await new RootCommand("Benchmarks of AgentCluster: every figure stands beside a baseline of the same run.")
{
    learning, load, server, recall, catalog, chaos, actions, actionsServer, approvals, inspect, micro,
}
    .Parse(args).InvokeAsync();
