using System.Collections.Immutable;
using System.Text;

namespace Compose.Cli.Rendering.Templates;

/// <summary>The functions of Docker's templates.</summary>
internal static class TemplateFunctions
{
    public static readonly ImmutableSortedSet<string> Names =
        ["and", "eq", "ge", "gt", "index", "join", "json", "le", "len", "lower", "lt", "ne", "not", "or", "pad", "print", "printf",
            "println", "slice", "split", "title", "truncate", "upper"];

    public static TemplateValue Call(string name, ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) => name switch
    {
        "json" => TemplateValue.Of(TemplateJson.Of(One(given, wrong))),
        "lower" => TemplateValue.Of(One(given, wrong).ToString().ToLowerInvariant()),
        "upper" => TemplateValue.Of(One(given, wrong).ToString().ToUpperInvariant()),
        "title" => TemplateValue.Of(Title(One(given, wrong).ToString())),
        "len" => TemplateValue.Of(Length(One(given, wrong), wrong)),
        "not" => TemplateValue.Of(!One(given, wrong).IsTrue),
        "join" => Join(given, wrong),
        "split" => Split(given, wrong),
        "truncate" => Truncate(given, wrong),
        "pad" => Pad(given, wrong),
        "index" => Index(given, wrong),
        "slice" => Slice(given, wrong),
        "print" => TemplateValue.Of(Print(given)),
        "println" => TemplateValue.Of(string.Join(' ', given) + "\n"),
        "printf" => Printf(given, wrong),
        "and" => Some(given, wrong).FirstOrDefault(value => !value.IsTrue) ?? given[^1],
        "or" => Some(given, wrong).FirstOrDefault(value => value.IsTrue) ?? given[^1],
        "eq" => TemplateValue.Of(Two(given, wrong).Skip(1).Any(other => Compare(given[0], other, wrong) == 0)),
        "ne" => TemplateValue.Of(Compare(given, wrong) != 0),
        "lt" => TemplateValue.Of(Compare(given, wrong) < 0),
        "le" => TemplateValue.Of(Compare(given, wrong) <= 0),
        "gt" => TemplateValue.Of(Compare(given, wrong) > 0),
        _ => TemplateValue.Of(Compare(given, wrong) >= 0),
    };

    private static TemplateValue One(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        given.Length == 1 ? given[0] : throw wrong($"want 1 got {given.Length}");

    private static ImmutableArray<TemplateValue> Some(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        given.IsEmpty ? throw wrong("want at least 1 got 0") : given;

    private static ImmutableArray<TemplateValue> Two(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        given.Length >= 2 ? given : throw wrong($"want at least 2 got {given.Length}");

    private static long WholeNumber(TemplateValue value, Func<string, Exception> wrong) =>
        value is TemplateValue.Number number ? number.Value : throw wrong($"expected integer; found {value}");

    private static int Compare(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        given.Length == 2 ? Compare(given[0], given[1], wrong) : throw wrong($"want 2 got {given.Length}");

    private static int Compare(TemplateValue a, TemplateValue b, Func<string, Exception> wrong) => (a, b) switch
    {
        (TemplateValue.Number x, TemplateValue.Number y) => x.Value.CompareTo(y.Value),
        (TemplateValue.Text x, TemplateValue.Text y) => string.CompareOrdinal(x.Value, y.Value),
        (TemplateValue.Flag x, TemplateValue.Flag y) => x.Value.CompareTo(y.Value),
        _ => throw wrong("incompatible types for comparison"),
    };

    private static long Length(TemplateValue value, Func<string, Exception> wrong) => value switch
    {
        TemplateValue.Text text => Encoding.UTF8.GetByteCount(text.Value),
        TemplateValue.List list => list.Items.Length,
        TemplateValue.Map map => map.Items.Count,
        _ => throw wrong($"len of {value}"),
    };

    private static TemplateValue Join(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        given is [TemplateValue.List list, var separator] ? TemplateValue.Of(string.Join(separator.ToString(), list.Items))
            : throw wrong("want a list and a separator");

    private static TemplateValue.List Split(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        given is [var text, var separator]
            ? new TemplateValue.List([.. text.ToString().Split(separator.ToString()).Select(part => TemplateValue.Of(part))])
            : throw wrong("want a text and a separator");

    private static TemplateValue Truncate(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong)
    {
        if (given.Length != 2)
            throw wrong($"want 2 got {given.Length}");

        // `truncate .Name 5`, and in a pipe `.Name | truncate 5` where the value comes last.
        var (text, length) = given[0] is TemplateValue.Number ? (given[1], given[0]) : (given[0], given[1]);
        var (value, most) = (text.ToString(), (int)Math.Clamp(WholeNumber(length, wrong), 0, int.MaxValue));
        return TemplateValue.Of(value.Length <= most ? value : value[..most]);
    }

    private static TemplateValue Pad(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong)
    {
        if (given.Length != 3)
            throw wrong($"want 3 got {given.Length}");
        var text = given[0].ToString();
        return TemplateValue.Of(text.Length == 0 ? "" : new string(' ', Blanks(given[1])) + text + new string(' ', Blanks(given[2])));

        int Blanks(TemplateValue value) => (int)Math.Clamp(WholeNumber(value, wrong), 0, 1000);
    }

    private static TemplateValue Index(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong)
    {
        var value = Some(given, wrong)[0];
        foreach (var key in given.Skip(1))
        {
            value = (value, key) switch
            {
                (TemplateValue.List list, TemplateValue.Number at) => at.Value >= 0 && at.Value < list.Items.Length
                    ? list.Items[(int)at.Value] : throw wrong($"index out of range: {at.Value}"),
                (TemplateValue.Map map, TemplateValue.Text name) => map.Items.GetValueOrDefault(name.Value) ?? TemplateValue.Of(""),
                (TemplateValue.Fields fields, TemplateValue.Text name) => fields[name.Value] ?? throw wrong($"no field {name.Value}"),
                _ => throw wrong($"can't index item {key}"),
            };
        }

        return value;
    }

    /// <summary>`slice .ID 0 12`: from, and up to; of a text they count bytes, and half a letter is the replacement character.</summary>
    private static TemplateValue Slice(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong)
    {
        var bytes = Encoding.UTF8.GetBytes(Some(given, wrong)[0].ToString());
        var list = given[0] as TemplateValue.List;
        if ((list is null && given[0] is not TemplateValue.Text) || given.Length > 3)
            throw wrong(given.Length > 3 ? $"too many slice indexes: {given.Length - 1}" : $"can't slice item {given[0]}");
        var length = list?.Items.Length ?? bytes.Length;
        var from = given.Length > 1 ? WholeNumber(given[1], wrong) : 0;
        var to = given.Length > 2 ? WholeNumber(given[2], wrong) : length;
        foreach (var index in new[] { from, to })
            if (index < 0 || index > length)
                throw wrong($"index out of range: {index}");
        if (from > to)
            throw wrong($"invalid slice index: {from} > {to}");
        return list is null ? TemplateValue.Of(Encoding.UTF8.GetString(bytes[(int)from..(int)to]))
            : new TemplateValue.List(list.Items[(int)from..(int)to]);
    }

    /// <summary>With a blank between two values of which neither is a text.</summary>
    private static string Print(ImmutableArray<TemplateValue> given)
    {
        var text = new StringBuilder();
        for (var i = 0; i < given.Length; i++)
            text.Append(i > 0 && given[i] is not TemplateValue.Text && given[i - 1] is not TemplateValue.Text ? " " : "").Append(given[i]);
        return text.ToString();
    }

    private static TemplateValue Printf(ImmutableArray<TemplateValue> given, Func<string, Exception> wrong) =>
        TemplateValue.Of(TemplatePrintf.Run(Some(given, wrong)[0].ToString(), given.AsSpan(1..), wrong));

    /// <summary>Every word with a capital.</summary>
    private static string Title(string text)
    {
        var chars = text.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
            if (i == 0 || !(char.IsLetterOrDigit(chars[i - 1]) || chars[i - 1] is '\'' or '_'))
                chars[i] = char.ToUpperInvariant(chars[i]);
        return new string(chars);
    }
}
