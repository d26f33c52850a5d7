using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>An attribute of a project that has no effect on one engine.</summary>
public sealed record IdleAttribute(AttributePath Path, YamlNode Node)
{
    public static IEnumerable<IdleAttribute> OfService(string name, YamlMapping service) =>
        Of(AttributePath.Of("services", name), service, ServiceSchema.Service);

    /// <summary><paramref name="section"/>: secrets, configs or models.</summary>
    public static IEnumerable<IdleAttribute> OfResource(string section, string key, YamlMapping resource) =>
        Of(AttributePath.Of(section, key), resource, ProjectSchema.Project.Child(section)!.Entries!);

    // What normalizing has added stands nowhere in a file.
    private static IEnumerable<IdleAttribute> Of(AttributePath path, YamlNode node, ValueSchema schema) =>
        from declared in DeclaredFields.Of(path, node, schema)
        where declared.Field.NoEffectOnEngine && !declared.Entry.KeySpan.IsNone
            && !(declared.Entry.Value is YamlScalar { Text: var word } && declared.Field.EngineWords.Contains(word))
        select new IdleAttribute(declared.Path, declared.Entry.Value);
}
