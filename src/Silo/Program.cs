using AgentCluster.Silo.Commands;

return await CommandLine.InvokeAsync(args);
