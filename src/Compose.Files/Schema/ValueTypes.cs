namespace Compose.Files.Schema;

/// <summary>The types that a value may have, as JSON counts them: an integer is a number without a fraction.</summary>
[Flags]
public enum ValueTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8 | Integer,
    String = 16,
    Array = 32,
    Object = 64,
    Any = Null | Boolean | Number | String | Array | Object,
}
