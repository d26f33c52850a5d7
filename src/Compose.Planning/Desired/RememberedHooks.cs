using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compose.Files.Model;
using Compose.Planning.Observed;

namespace Compose.Planning.Desired;

/// <summary>
/// The pre_stop hooks that a container was made with, for the day on which no file knows its service any more. Whoever may look at labels may look at commands, but what is called
/// a secret, and every environment, is withheld: such a hook cannot be run then. The label begins with a seal over the container's config hash and the digest of its image. The
/// author of an image cannot put that digest into the image: a label that comes with one runs nothing.
/// </summary>
public static class RememberedHooks
{
    private const char End = ':';
    private const int SealBytes = 16;

    public static string Of(string configHash, string imageDigest, ImmutableArray<Hook> hooks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var hook in hooks)
                Write(json, hook);
            json.WriteEndArray();
        }

        return Seal(configHash, imageDigest) + Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>In their order; null stands for one that is withheld.</summary>
    public static ImmutableArray<Hook?> Read(ObservedContainer container)
    {
        if (container.Label(LabelNames.PreStop) is not { } label || container.ConfigHash is not { } hash || container.ImageDigest is not { } digest)
            return [];
        var seal = Seal(hash, digest);
        if (!label.StartsWith(seal, StringComparison.Ordinal))
            return [];
        try
        {
            using var json = JsonDocument.Parse(label.AsMemory(seal.Length));
            return [.. json.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Not of our making.
            return [];
        }
    }

    private static string Seal(string configHash, string imageDigest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{configHash}\n{imageDigest}")).AsSpan(0, SealBytes)) + End;

    private static void Write(Utf8JsonWriter json, Hook hook)
    {
        json.WriteStartObject();
        if (IsWithheld(hook))
        {
            json.WriteBoolean("withheld", true);
        }
        else
        {
            json.WriteStartArray("command");
            foreach (var word in hook.Command)
                json.WriteStringValue(word);
            json.WriteEndArray();
            if (hook.User is { } user)
                json.WriteString("user", user);
            if (hook.WorkingDir is { } folder)
                json.WriteString("working_dir", folder);
            if (hook.Privileged)
                json.WriteBoolean("privileged", true);
        }

        json.WriteEndObject();
    }

    private static bool IsWithheld(Hook hook) =>
        hook.Environment.Count > 0 || hook.Command.Any(word => SecretNames.Hides(word) || SecretNames.Shown("", word) != word);

    private static Hook? Read(JsonElement hook) => hook.TryGetProperty("withheld", out _) ? null : new Hook
    {
        Command = [.. hook.GetProperty("command").EnumerateArray().Select(word => word.GetString() ?? "")],
        User = hook.TryGetProperty("user", out var user) ? user.GetString() : null,
        WorkingDir = hook.TryGetProperty("working_dir", out var folder) ? folder.GetString() : null,
        Privileged = hook.TryGetProperty("privileged", out var privileged) && privileged.GetBoolean(),
    };
}
