using System.Collections.Immutable;
using System.Globalization;

namespace Compose.Cli.Rendering.Templates;

/// <summary>What a template works with. Closed. Rows of a command are <see cref="Fields"/>.</summary>
internal abstract record TemplateValue
{
    private TemplateValue()
    {
    }

    public sealed record Text(string Value) : TemplateValue;

    public sealed record Number(long Value) : TemplateValue;

    public sealed record Flag(bool Value) : TemplateValue;

    private sealed record Null : TemplateValue;

    public sealed record List(ImmutableArray<TemplateValue> Items) : TemplateValue;

    public sealed record Map(ImmutableSortedDictionary<string, TemplateValue> Items) : TemplateValue;

    /// <summary>
    /// Names that can be asked for, in the order in which JSON shows them; methods take an argument (`.Label "x"`) and are not shown. A
    /// value is made when it is asked for: a table shows a few of the twenty that a container has.
    /// </summary>
    public sealed record Fields(
        ImmutableArray<string> Names, Func<string, TemplateValue> Value, ImmutableDictionary<string, Func<string, TemplateValue>> Methods)
        : TemplateValue
    {
        public Fields(params ImmutableArray<KeyValuePair<string, TemplateValue>> items)
            : this(items, ImmutableDictionary<string, Func<string, TemplateValue>>.Empty)
        {
        }

        public Fields(
            ImmutableArray<KeyValuePair<string, TemplateValue>> items, ImmutableDictionary<string, Func<string, TemplateValue>> methods)
            : this([.. items.Select(item => item.Key)], name => items.First(item => item.Key == name).Value, methods)
        {
        }

        public TemplateValue? this[string name] => Names.Contains(name) ? Value(name) : null;

        public IEnumerable<KeyValuePair<string, TemplateValue>> Items => Names.Select(name => KeyValuePair.Create(name, Value(name)));
    }

    /// <summary>The null of a JSON document.</summary>
    public static TemplateValue Nothing { get; } = new Null();

    public static TemplateValue Of(string? value) => new Text(value ?? "");

    public static TemplateValue Of(long value) => new Number(value);

    public static TemplateValue Of(bool value) => new Flag(value);

    /// <summary>What `if` asks: empty, zero and false are no.</summary>
    public bool IsTrue => this switch
    {
        Text text => text.Value.Length > 0,
        Number number => number.Value != 0,
        Flag flag => flag.Value,
        List list => !list.Items.IsEmpty,
        Map map => !map.Items.IsEmpty,
        Null => false,
        _ => true,
    };

    /// <summary>As it is printed.</summary>
    public sealed override string ToString() => this switch
    {
        Text text => text.Value,
        Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        Flag flag => flag.Value ? "true" : "false",
        List list => $"[{string.Join(' ', list.Items)}]",
        Map map => $"map[{string.Join(' ', map.Items.Select(item => $"{item.Key}:{item.Value}"))}]",
        Null => "<nil>",
        Fields fields => $"{{{string.Join(' ', fields.Items.Select(item => item.Value))}}}",
        _ => "",
    };
}
