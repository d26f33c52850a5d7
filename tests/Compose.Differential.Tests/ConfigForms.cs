namespace Compose.Differential.Tests;

/// <summary>What is compared beside the JSON form. Starting Docker Compose is what costs time here, and YAML and hashes follow from the same model.</summary>
[Flags]
internal enum ConfigForms
{
    Yaml = 1,
    Hashes = 2,
    All = Yaml | Hashes,
}
