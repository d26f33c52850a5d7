using System.Text.Json;

namespace Compose.Lsp.Protocol;

/// <summary>Reads parameters; what is not there or of another type is an error of the request.</summary>
internal static class Reading
{
    public static JsonElement Member(this JsonElement owner, string name) =>
        owner.Optional(name) ?? throw new RequestException(ErrorCode.InvalidParams, $"\"{name}\" is missing");

    /// <summary>Null is like a member that is not there.</summary>
    public static JsonElement? Optional(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member : null;

    public static string Text(this JsonElement owner, string name)
    {
        var member = owner.Member(name);
        if (member.ValueKind != JsonValueKind.String)
            throw new RequestException(ErrorCode.InvalidParams, $"\"{name}\" is no string");
        try
        {
            return member.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // JSON can hold half of a surrogate pair, which is no text.
            throw new RequestException(ErrorCode.InvalidParams, $"\"{name}\" is no Unicode text");
        }
    }

    public static int Number(this JsonElement owner, string name) =>
        owner.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number
            : throw new RequestException(ErrorCode.InvalidParams, $"\"{name}\" is no whole number");

    public static bool IsTrue(this JsonElement owner, string name) => owner.Optional(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement owner, string name) =>
        owner.Optional(name) is not { } member ? []
            : member.ValueKind == JsonValueKind.Array ? member.EnumerateArray()
            : throw new RequestException(ErrorCode.InvalidParams, $"\"{name}\" is no array");
}
