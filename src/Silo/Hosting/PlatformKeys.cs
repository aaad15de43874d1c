using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AgentCluster.Silo.Hosting;

/// <summary>Data protection keys in table <c>data_protection_key</c>, so that every silo reads what another encrypted.</summary>
internal sealed class PlatformKeys(NpgsqlDataSource platform) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = platform.CreateCommand("SELECT xml FROM data_protection_key");
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
        {
            keys.Add(XElement.Parse(reader.GetString(0)));
        }

        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = platform.CreateCommand("INSERT INTO data_protection_key (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = friendlyName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}

/// <summary>Registers the keys.</summary>
internal static class PlatformKeysRegistration
{
    public static IDataProtectionBuilder PersistKeysToPlatform(this IDataProtectionBuilder builder)
    {
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ClusterPools>((options, pools) => options.XmlRepository = new PlatformKeys(pools.Platform));
        return builder;
    }
}
