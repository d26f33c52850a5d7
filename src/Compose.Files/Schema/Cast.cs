namespace Compose.Files.Schema;

/// <summary>What a string is read as right after interpolation, before anything else looks at it.</summary>
public enum Cast
{
    None,
    Boolean,
    Int,
    Int64,
    Float,
    Float32,
}
