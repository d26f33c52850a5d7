namespace Compose.Files.Schema;

/// <summary>What a canonical value means once it is read: how it is decoded, printed and hashed.</summary>
public enum ValueKind
{
    /// <summary>As the file says it: extensions.</summary>
    Any,

    String,
    Boolean,

    /// <summary>A boolean with the default true; printed only when it is false.</summary>
    OptOut,

    Int,
    Int64,
    UInt64,
    UInt32,
    UInt16,
    Float32,
    Bytes,
    Duration,

    /// <summary>A file mode: strings are octal; printed as an octal string.</summary>
    FileMode,

    /// <summary>A number of devices; "all" is -1.</summary>
    DeviceCount,

    /// <summary>A mapping whose attributes are rows of this table.</summary>
    Struct,

    /// <summary>A mapping from names to values of one schema.</summary>
    Map,

    /// <summary>A list of values of one schema.</summary>
    List,

    /// <summary>A list of strings; a single string is a list of one.</summary>
    StringList,

    /// <summary>A list of strings in which numbers are read as text.</summary>
    StringOrNumberList,

    /// <summary>Names and values, as a mapping or a list of K=V; no value is a blank one.</summary>
    KeyValues,

    /// <summary>Like <see cref="KeyValues"/>, but no value is different from a blank one: it is taken from the environment.</summary>
    KeyOptionalValues,

    /// <summary>A mapping from names to scalars that are read as text.</summary>
    Options,

    /// <summary>A mapping from names to one scalar or a list of them.</summary>
    MultiOptions,

    /// <summary>Host names and their addresses; printed as a sorted list of host=address.</summary>
    Hosts,

    /// <summary>A list of words, or a string that is split into words as a shell would.</summary>
    Command,

    /// <summary>A list of words; a string is one for the shell of the container.</summary>
    HealthTest,

    /// <summary>SSH agents and keys by id.</summary>
    Ssh,

    /// <summary>One number for both limits, or a soft and a hard one.</summary>
    Ulimit,

    /// <summary>Read and checked, and of no meaning after that.</summary>
    Ignored,
}
