using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Compose.Engine.Transport;

/// <summary>A request target under construction; values are escaped as they are added, null and false ones are left out.</summary>
internal sealed class Target
{
    private readonly StringBuilder _text;
    private char _separator;

    internal Target(string path)
    {
        _text = new StringBuilder(path);
        _separator = '?';
    }

    /// <summary>A path of one thing in a collection, whatever its name holds.</summary>
    internal static Target Of(string collection, string name, string action = "", bool keepSlashes = false)
    {
        var escaped = Uri.EscapeDataString(name);
        return new($"{collection}/{(keepSlashes ? Readable(escaped) : escaped)}{action}");
    }

    /// <summary>An image's name has slashes, and the engine's router takes them as part of the name.</summary>
    internal static Target OfImage(string name, string action = "") => Of("/images", name, action, keepSlashes: true);

    internal Target Add(string key, string? value)
    {
        if (value is not null)
        {
            _text.Append(_separator).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            _separator = '&';
        }

        return this;
    }

    internal Target Add(string key, bool value) => value ? Add(key, "1") : this;

    internal Target Add(string key, int? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key once for each value.</summary>
    internal Target Add(string key, IReadOnlyList<string> values) => values.Aggregate(this, (target, value) => target.Add(key, value));

    internal Target Add(Filters? filters) => filters?.Terms is { } terms
        ? Add("filters", JsonSerializer.Serialize(terms, TransportJson.Default.IDictionaryStringIDictionaryStringBoolean))
        : this;

    public override string ToString() => _text.ToString();

    private static string Readable(string escaped) => escaped
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%40", "@", StringComparison.Ordinal);
}
