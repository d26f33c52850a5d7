using System.Collections.Immutable;
using Compose.Files.ShortForms;

namespace Compose.Files.Schema;

/// <summary>The schemas that many rows share.</summary>
internal static class CommonSchemas
{
    public static readonly ValueSchema AnyText = new() { Types = ValueTypes.String, Kind = ValueKind.String };

    /// <summary>A boolean, or a string that becomes one after interpolation or when it is read.</summary>
    public static readonly ValueSchema Flag = new() { Types = ValueTypes.Boolean | ValueTypes.String, Kind = ValueKind.Boolean };

    /// <summary>A boolean that is read right after interpolation.</summary>
    public static readonly ValueSchema CastFlag = Flag with { Cast = Cast.Boolean };

    public static readonly ValueSchema PlainFlag = new() { Types = ValueTypes.Boolean, Kind = ValueKind.Boolean };

    public static readonly ValueSchema Duration = new() { Types = ValueTypes.String, Kind = ValueKind.Duration, Help = TypeHelp.Duration };

    public static readonly ValueSchema Bytes = new() { Types = ValueTypes.Number | ValueTypes.String, Kind = ValueKind.Bytes };

    public static readonly ValueSchema Scalar = new()
    { Types = ValueTypes.String | ValueTypes.Number | ValueTypes.Boolean | ValueTypes.Null, Kind = ValueKind.String };

    /// <summary>A list of strings without a rule about repetitions.</summary>
    public static readonly ValueSchema Texts = new() { Types = ValueTypes.Array, Items = AnyText, Kind = ValueKind.StringList };

    public static readonly ValueSchema UniqueTexts = Texts with { Definition = "list_of_strings", UniqueItems = true };

    public static readonly ValueSchema TextOrTexts = new()
    {
        Definition = "string_or_list",
        Types = ValueTypes.String | ValueTypes.Array,
        Expected = ValueTypes.String,
        Items = AnyText,
        UniqueItems = true,
        Kind = ValueKind.StringList,
    };

    public static readonly ValueSchema KeyValues = new()
    {
        Definition = "list_or_dict",
        Types = ValueTypes.Object | ValueTypes.Array,
        Expected = ValueTypes.Object,
        Entries = Scalar,
        Names = NameRule.NotBlank,
        Items = AnyText with { Help = TypeHelp.KeyValueItem },
        UniqueItems = true,
        Kind = ValueKind.KeyValues,
    };

    public static readonly ValueSchema MergedKeyValues = KeyValues with { Merge = MergeRule.ToList, Key = ItemKeys.BeforeEquals };

    public static readonly ValueSchema Variables = KeyValues with { Kind = ValueKind.KeyOptionalValues };

    public static readonly ValueSchema Command = new()
    {
        Definition = "command",
        Types = ValueTypes.Null | ValueTypes.String | ValueTypes.Array,
        Expected = ValueTypes.Null,
        Items = AnyText,
        Kind = ValueKind.Command,
    };

    /// <summary>A mapping of names to strings or numbers, as drivers take them.</summary>
    public static readonly ValueSchema DriverOptions = new()
    {
        Types = ValueTypes.Object,
        Entries = new ValueSchema { Types = ValueTypes.String | ValueTypes.Number, Kind = ValueKind.String },
        Names = NameRule.NotBlank,
        Open = true,
        Kind = ValueKind.Options,
    };

    public static readonly ValueSchema ExtraHosts = new()
    {
        Definition = "extra_hosts",
        Types = ValueTypes.Object | ValueTypes.Array,
        Expected = ValueTypes.Object,
        Entries = new ValueSchema
        {
            Types = ValueTypes.String | ValueTypes.Array,
            Expected = ValueTypes.String,
            Items = AnyText,
            Kind = ValueKind.StringList
        },
        Names = NameRule.NotBlank,
        Items = AnyText with { Help = TypeHelp.KeyValueItem },
        UniqueItems = true,
        Merge = MergeRule.ExtraHosts,
        Kind = ValueKind.Hosts,
    };

    private static readonly ValueSchema Limit = new()
    {
        Types = ValueTypes.Integer | ValueTypes.String,
        Kind = ValueKind.Int,
        Cast = Cast.Int
    };

    public static readonly ValueSchema Ulimits = new()
    {
        Definition = "ulimits",
        Types = ValueTypes.Object,
        Names = NameRule.LowerCase,
        Open = true,
        Entries = new ValueSchema
        {
            Types = ValueTypes.Integer | ValueTypes.String | ValueTypes.Object,
            Expected = ValueTypes.Integer | ValueTypes.String,
            Cast = Cast.Int,
            Merge = MergeRule.Replace,
            Extensions = true,
            Kind = ValueKind.Ulimit,
            Fields =
            [
                new("soft", Limit, "The limit that is enforced; a process may raise it up to the hard one.") { Required = true },
                new("hard", Limit, "The highest value that the soft limit may be raised to.") { Required = true },
            ],
        },
        Kind = ValueKind.Map,
    };

    public static ValueSchema Struct(params FieldList fields) => new()
    {
        Types = ValueTypes.Object,
        Fields = fields,
        Extensions = true,
        Kind = ValueKind.Struct,
    };

    public static ValueSchema ListOf(ValueSchema item) => new() { Types = ValueTypes.Array, Items = item, Kind = ValueKind.List };

    /// <summary>A text that names something of the project.</summary>
    public static ValueSchema Naming(NamedKind kind, ReferenceForm form = ReferenceForm.Whole) =>
        AnyText with { Refers = new NameReference(kind, form) };

    /// <summary>A text with some well-known values.</summary>
    public static ValueSchema Words(params ImmutableArray<string> words) => AnyText with { Words = words };

    public static ValueSchema Choice(params ImmutableArray<string> choices) => AnyText with { Choices = choices };

    /// <summary>A number that may be written as a string.</summary>
    public static ValueSchema Number(ValueKind kind, Cast cast = Cast.None) =>
        new() { Types = ValueTypes.Number | ValueTypes.String, Kind = kind, Cast = cast };

    /// <summary>A number without a fraction that may be written as a string.</summary>
    public static ValueSchema Whole(ValueKind kind, Cast cast = Cast.None) =>
        new() { Types = ValueTypes.Integer | ValueTypes.String, Kind = kind, Cast = cast };

    /// <summary>Like <see cref="Whole"/>, where an error names the string only, the first of two alternatives.</summary>
    public static ValueSchema Between(ValueKind kind, Cast cast, long minimum, long? maximum = null) =>
        Whole(kind, cast) with { Expected = ValueTypes.String, Minimum = minimum, Maximum = maximum };
}
