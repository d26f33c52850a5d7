namespace Compose.Files.Yaml;

/// <summary>What a scalar is after YAML's own resolution, as the reference implementation resolves it.</summary>
public enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Float,
    String,
    Timestamp,
}
