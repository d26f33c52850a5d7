using System.Collections.ObjectModel;
using System.Text.Json;

namespace Compose.Engine.Wire;

/// <summary>
/// Walks through an answer of the engine, value by value: for the lists that nearly every command begins with. The JSON library describes the
/// types of an answer to itself before it reads the first byte, and there that costs more than the reading.
/// </summary>
internal ref struct WireCursor(ReadOnlySpan<byte> json)
{
    private readonly RecentTexts _texts = new();
    private Utf8JsonReader _json = new(json);

    /// <summary>All of the text is one value, and not a null.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, WireReading<T> reading)
    {
        var at = new WireCursor(json);
        if (at.IsAt(JsonTokenType.Null))
            throw new JsonException("it is empty");
        var value = reading(ref at);
        return at._json.Read() ? throw at.Unexpected("the end") : value;
    }

    /// <summary>The object that comes next, field by field; the empty one when there is a null in its place.</summary>
    public T Object<T>(T empty, WireField<T> field)
    {
        var read = empty;
        if (Enter(JsonTokenType.StartObject, "an object"))
        {
            while (Field() is { } name)
                read = field(read, name, ref this);
        }

        return read;
    }

    /// <summary>What comes next, if it is no null.</summary>
    public T? Optional<T>(WireReading<T> reading)
        where T : class => IsAt(JsonTokenType.Null) ? null : reading(ref this);

    /// <summary>One field of the object that comes next.</summary>
    public T? Of<T>(string wanted, WireReading<T> reading)
    {
        T? found = default;
        if (Enter(JsonTokenType.StartObject, "an object"))
        {
            while (Field() is { } name)
            {
                if (name == wanted)
                    found = reading(ref this);
                else
                    Skip();
            }
        }

        return found;
    }

    public string TextOf(string wanted) => Of(wanted, static (ref at) => at.Text()) ?? "";

    /// <summary>Of fields with one name the last counts.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(WireReading<T> reading)
    {
        if (!Enter(JsonTokenType.StartObject, "an object"))
            return ReadOnlyDictionary<string, T>.Empty;
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        while (Field() is { } name)
            items[name] = reading(ref this);
        return items;
    }

    /// <summary>A null is empty, as in all that follow: what Go has not set it writes in either way.</summary>
    public string Text()
    {
        Advance();
        return _json.TokenType switch
        {
            JsonTokenType.String => _texts.Read(ref _json),
            JsonTokenType.Null => "",
            _ => throw Unexpected("a text"),
        };
    }

    public string? TextOrNull() => Text() is { Length: > 0 } text ? text : null;

    public long Number()
    {
        Advance();
        return _json.TokenType switch
        {
            JsonTokenType.Number when _json.TryGetInt64(out var number) => number,
            JsonTokenType.Null => 0,
            _ => throw Unexpected("a whole number"),
        };
    }

    public int Port() => Number() is >= 0 and <= ushort.MaxValue and var number ? (int)number : throw Unexpected("a port");

    public bool Flag()
    {
        Advance();
        return _json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False or JsonTokenType.Null => false,
            _ => throw Unexpected("true or false"),
        };
    }

    public IReadOnlyList<T> List<T>(WireReading<T> reading)
    {
        if (!Enter(JsonTokenType.StartArray, "a list") || IsAt(JsonTokenType.EndArray))
            return [];
        List<T> items = [];
        do
        {
            items.Add(reading(ref this));
        }
        while (!IsAt(JsonTokenType.EndArray));
        return items;
    }

    public IReadOnlyList<string> Texts() => List(static (ref at) => at.Text());

    public IReadOnlyDictionary<string, string> TextMap() => Map(static (ref at) => at.Text());

    /// <summary>The names of an object's fields: what Go has as a set.</summary>
    public IReadOnlyCollection<string> Names() => [.. Map(static (ref at) => at.Skip(true)).Keys];

    /// <summary>Over a value that nobody here asks for.</summary>
    public void Skip()
    {
        Advance();
        _json.Skip();
    }

    /// <summary>The same, in the place of what would have been read into it.</summary>
    public T Skip<T>(T into)
    {
        Skip();
        return into;
    }

    /// <summary>The name of the next field of the object that the cursor is in, or null where the object ends.</summary>
    private string? Field()
    {
        Advance();
        return _json.TokenType == JsonTokenType.EndObject ? null : _texts.Read(ref _json);
    }

    private bool Enter(JsonTokenType start, string what)
    {
        Advance();
        return _json.TokenType == start || (_json.TokenType == JsonTokenType.Null ? false : throw Unexpected(what));
    }

    /// <summary>Whether that comes next; if so, the cursor is over it.</summary>
    private bool IsAt(JsonTokenType token)
    {
        var ahead = _json;
        if (!ahead.Read() || ahead.TokenType != token)
            return false;
        _json = ahead;
        return true;
    }

    private void Advance()
    {
        if (!_json.Read())
            throw new JsonException("it ends too early");
    }

    private readonly JsonException Unexpected(string wanted) => new($"there is {_json.TokenType} where {wanted} belongs, at byte {_json.TokenStartIndex}");
}
