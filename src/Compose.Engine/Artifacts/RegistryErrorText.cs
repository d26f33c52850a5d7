using System.Text.Json;

namespace Compose.Engine.Artifacts;

/// <summary>The first sentence of a registry's error, in one line.</summary>
internal static class RegistryErrorText
{
    private const int Longest = 300;

    internal static string Of(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("errors", out var errors)
                && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
                    && errors[0] is { ValueKind: JsonValueKind.Object } first
                && first.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String)
                return OneLine(message.GetString()!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A page of a proxy, or a text that is not Unicode; the status says enough.
        }

        return "";
    }

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > Longest ? line[..Longest] : line;
    }
}
