namespace Compose.Files.Yaml;

internal enum YamlQuote
{
    None,
    Single,
    Double,
    Literal,
}
