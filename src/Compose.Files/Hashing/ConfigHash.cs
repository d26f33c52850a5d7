using System.Buffers;
using System.Collections.Immutable;
using Compose.Files.Printing;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Host;

namespace Compose.Files.Hashing;

/// <summary>
/// The config hash that is on every container, network and volume: what has it unchanged need not be replaced. It is the SHA-256 of a JSON
/// text, to the byte the one that Docker Compose hashes, so that both tools can be used on one project in turn.
/// </summary>
public static class ConfigHash
{
    /// <summary>Of a service of a final tree, with the files of variables and labels folded in.</summary>
    public static string OfService(YamlMapping service, Dialect dialect, ResolvedReferences? references = null) =>
        Digest(writer => WriteService(service, dialect, references, writer));

    public static string OfNetwork(YamlMapping network, Dialect dialect) => Digest(writer => WriteNetwork(network, dialect, writer));

    /// <summary>Of a volume; no driver is the local one.</summary>
    public static string OfVolume(YamlMapping volume, Dialect dialect) => Digest(writer => WriteVolume(volume, dialect, writer));

    /// <summary>The attributes of a service that the table has in the hash.</summary>
    public static void WriteService(YamlMapping service, Dialect dialect, ResolvedReferences? references, IBufferWriter<byte> output)
    {
        service = Hashed(service, ServiceSchema.Service);
        if (references is not null)
            service = Resolve(service, references);
        Write(service, ServiceSchema.Service, dialect, output);
    }

    public static void WriteNetwork(YamlMapping network, Dialect dialect, IBufferWriter<byte> output) =>
        Write(network, ResourceSchemas.Network, dialect, output);

    public static void WriteVolume(YamlMapping volume, Dialect dialect, IBufferWriter<byte> output) =>
        Write(volume["driver"] is YamlScalar { Text.Length: > 0 } ? volume
            : volume.With("driver", Scalar("local")), ResourceSchemas.Volume, dialect, output);

    private static YamlMapping Hashed(YamlMapping mapping, ValueSchema schema)
    {
        if (!schema.Fields.HasUnhashed)
            return mapping;
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Count);
        foreach (var entry in mapping.Entries)
        {
            if (!schema.TryGetField(entry.Key, out var field))
                entries.Add(entry);
            else if (field.InHash)
                entries.Add(entry.Value is YamlMapping inner ? entry with { Value = Hashed(inner, field.Schema) } : entry);
        }

        return mapping.With(entries.DrainToImmutable());
    }

    private static YamlMapping Resolve(YamlMapping service, ResolvedReferences references)
    {
        service = Replace(service, "network_mode", references.NetworkMode);
        service = Replace(service, "ipc", references.Ipc);
        service = Replace(service, "pid", references.Pid);
        return references.VolumesFrom is { } volumes
            ? service.With("volumes_from", new YamlSequence(SourceSpan.None, [.. volumes.Select(Scalar)]))
            : service;
    }

    private static YamlMapping Replace(YamlMapping service, string attribute, string? value) =>
        value is null ? service : service.With(attribute, Scalar(value));

    private static YamlNode Scalar(string text) => YamlScalar.String(SourceSpan.None, text);

    private static void Write(YamlMapping tree, ValueSchema schema, Dialect dialect, IBufferWriter<byte> output) =>
        JsonTreeWriter.Write(ConfigTree.Arrange(tree, schema, PrintForm.Json, dialect), output, indented: false);

    private static string Digest(Action<IBufferWriter<byte>> write)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        write(json);
        return ContentDigest.Hex(json.WrittenSpan);
    }
}
