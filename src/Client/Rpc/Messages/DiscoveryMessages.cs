using System.Text.Json;
using AgentCluster.Discovery;
using Google.Protobuf.WellKnownTypes;

namespace AgentCluster.Client.Rpc.Messages;

/// <summary>What discovery found, as messages.</summary>
internal static class DiscoveryMessages
{
    /// <summary>A run.</summary>
    public static V1.DiscoveryRun ToMessage(this DiscoveryRunResource run) => new()
    {
        Summary = ((CatalogResource)run).ToMessage(),
        DurationMs = run.DurationMs,
        Changes = { run.Changes.Select(ToMessage) },
    };

    /// <summary>A source in numbers.</summary>
    public static V1.CatalogSummary ToMessage(this CatalogResource catalog) => new()
    {
        Source = catalog.Source,
        Schemas = catalog.Schemas,
        Tables = catalog.Tables,
        Views = catalog.Views,
        Columns = catalog.Columns,
        Functions = catalog.Functions,
        Relationships = catalog.Relationships,
        InferredRelationships = catalog.InferredRelationships,
        Enums = catalog.Enums,
        Policies = catalog.Policies,
        DiscoveredAt = Timestamp.FromDateTimeOffset(catalog.DiscoveredAt),
        Fingerprint = catalog.Fingerprint,
    };

    /// <summary>A page of tables.</summary>
    public static V1.ListTablesResponse ToMessage(this ListResource<TableResource> page)
    {
        var message = new V1.ListTablesResponse { Items = { page.Items.Select(ToMessage) } };
        Optional.Set(page.Next, value => message.Next = value);
        return message;
    }

    /// <summary>A page of functions.</summary>
    public static V1.ListFunctionsResponse ToMessage(this ListResource<FunctionResource> page)
    {
        var message = new V1.ListFunctionsResponse { Items = { page.Items.Select(ToMessage) } };
        Optional.Set(page.Next, value => message.Next = value);
        return message;
    }

    /// <summary>A page of relationships.</summary>
    public static V1.ListRelationshipsResponse ToMessage(this ListResource<CatalogRelationship> page)
    {
        var message = new V1.ListRelationshipsResponse { Items = { page.Items.Select(ToMessage) } };
        Optional.Set(page.Next, value => message.Next = value);
        return message;
    }

    private static V1.CatalogChange ToMessage(this CatalogChange change) =>
        new() { At = Timestamp.FromDateTimeOffset(change.At), Object = change.Object, Kind = change.Kind, Detail = change.Detail };

    private static V1.Table ToMessage(this TableResource table)
    {
        var message = new V1.Table
        {
            Schema = table.Schema,
            Name = table.Name,
            Kind = JsonNamingPolicy.CamelCase.ConvertName(table.Kind.ToString()),
            ColumnCount = table.ColumnCount,
            PrimaryKey = { table.PrimaryKey },
            Fingerprint = table.Fingerprint,
        };
        if (table.RowCount is { } rows)
        {
            message.RowCount = rows;
        }

        Optional.Set(table.Comment, value => message.Comment = value);
        return message;
    }

    private static V1.Function ToMessage(this FunctionResource function)
    {
        var message = new V1.Function
        {
            Schema = function.Schema,
            Name = function.Name,
            Signature = function.Signature,
            Kind = function.Kind,
            Arguments = function.Arguments,
            Result = function.Result,
            Volatility = function.Volatility,
            SecurityDefiner = function.SecurityDefiner,
            Language = function.Language,
            BodyHash = function.BodyHash,
            Grants = { function.Grants.Select(grant => new V1.Grant { Grantee = grant.Grantee, Privileges = { grant.Privileges } }) },
        };
        Optional.Set(function.Comment, value => message.Comment = value);
        return message;
    }

    private static V1.Relationship ToMessage(this CatalogRelationship relationship)
    {
        var message = new V1.Relationship
        {
            FromTable = relationship.FromTable,
            FromColumns = { relationship.FromColumns },
            ToTable = relationship.ToTable,
            ToColumns = { relationship.ToColumns },
            Declared = relationship.Declared,
            Confidence = relationship.Confidence,
        };
        Optional.Set(relationship.Evidence, value => message.Evidence = value);
        Optional.Set(relationship.OnDelete, value => message.OnDelete = value);
        return message;
    }
}
