using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Compose.Planning.Secrets;

namespace Compose.Planning.Desired;

/// <summary>
/// The pre_stop hooks of a container in an annotation, for a later run whose files no longer have its service. Annotations are not printed
/// like labels, and an image cannot set them. A hook with an environment or a possible secret is withheld nevertheless, and cannot run
/// then. If the engine lists no annotations, a label without text records that there were hooks.
/// </summary>
public static class RememberedHooks
{
    public const string Withheld = "withheld";

    /// <summary>An older ncompose stored hooks in labels after a seal of 32 digits.</summary>
    private const string OldText = ":[";
    private const int OldSeal = 32;

    public static string Of(ImmutableArray<Hook> hooks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var hook in hooks)
                Write(json, hook);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>In order; null for a hook that is withheld.</summary>
    public static ImmutableArray<Hook?> Read(NamedMap<string> annotations, NamedMap<string> labels)
    {
        if (!annotations.TryGet(LabelNames.PreStop, out var text))
            return labels.TryGet(LabelNames.PreStop, out var label)
                && (label == Withheld || label.IndexOf(OldText, StringComparison.Ordinal) == OldSeal) ? [null] : [];
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Written by another program.
            return [];
        }
    }

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
        hook.Environment.Count > 0 || hook.Command.Any(SecretNames.Hides)
            || Redaction.ByShape.Text(string.Join(' ', hook.Command)) != string.Join(' ', hook.Command);

    private static Hook? Read(JsonElement hook) => hook.TryGetProperty("withheld", out _) ? null : new Hook
    {
        Command = [.. hook.GetProperty("command").EnumerateArray().Select(word => word.GetString() ?? "")],
        User = hook.TryGetProperty("user", out var user) ? user.GetString() : null,
        WorkingDir = hook.TryGetProperty("working_dir", out var folder) ? folder.GetString() : null,
        Privileged = hook.TryGetProperty("privileged", out var privileged) && privileged.GetBoolean(),
    };
}
