namespace Compose.Differential.Tests;

/// <summary>
/// In which forms a project is compared. Starting Docker Compose is what costs time here, and all forms follow from the same model.
/// </summary>
[Flags]
internal enum ConfigForms
{
    Json = 1,
    Yaml = 2,
    Hashes = 4,
    All = Json | Yaml | Hashes,
}
