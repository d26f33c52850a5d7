namespace Compose.Files.Schema;

/// <summary>What becomes of a value when a later file says the same attribute again.</summary>
public enum MergeRule
{
    /// <summary>Mappings are merged key by key, lists appended, scalars replaced; null leaves the earlier value.</summary>
    Default,

    /// <summary>The later value, null too.</summary>
    Replace,

    /// <summary>Both values become a list (a mapping as sorted K=V) and are appended; the item key removes duplicates.</summary>
    ToList,

    /// <summary>Like <see cref="ToList"/>, without the entries that are there already.</summary>
    ExtraHosts,

    /// <summary>A string is the context; then key by key.</summary>
    Build,

    /// <summary>A list is a mapping to the default condition; then key by key.</summary>
    Dependencies,

    /// <summary>A list is a mapping to nothing; then key by key.</summary>
    Names,

    /// <summary>A list of K=V is a mapping; then key by key.</summary>
    KeyValueMapping,

    /// <summary>Key by key under the same driver, else the later value.</summary>
    Logging,

    /// <summary>Lists are appended; the word `all` over a list leaves nothing else to ask for.</summary>
    Devices,

    /// <summary>Like <see cref="ToList"/>; the later options of a repeated path win.</summary>
    Tmpfs,

    /// <summary>The later pools, each merged with the earlier one of its subnet.</summary>
    Pools,
}
