using System.Text;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Execution.Adopting;

/// <summary>
/// The variables of a container: those that look like secrets go into a file apart, or become variables that have to be set.
/// </summary>
internal static class EnvironmentPart
{
    public static void Write(AdoptedContainer source, AdoptionScope scope, SecretPlace place, TreeBuilder service)
    {
        var variables = ProcessPart.Variables(source).ToList();
        var secrets = variables.Where(variable => variable.Value is { } value && SecretValues.IsSecret(variable.Key, value)).ToList();
        var open = new ComposeTree();
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            if (place == SecretPlace.Inline || !secrets.Exists(secret => secret.Key == name))
                open.Add(name, value is null ? YamlScalar.Null(Files.Text.SourceSpan.None) : ComposeTree.Scalar(value));
            else if (place == SecretPlace.Variables || !IsPlainName(name))
                open.Add(name, Reference(source, scope, name));
        var apart = place == SecretPlace.File ? secrets.Where(secret => IsPlainName(secret.Key)).ToList() : [];
        if (apart.Count > 0)
        {
            var file = new AdoptedFile($"{scope.ServiceOf(source.Id)}.secrets.env", Text(apart), IsPrivate: true);
            scope.Files.Add(file);
            service.List("env_file", ["./" + file.Name]);
        }

        service.Add("environment", open);
    }

    /// <summary>
    /// `KEY='value'`, which every reader of such files takes as it is; what single quotes cannot hold is escaped in double quotes.
    /// </summary>
    internal static string Text(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            text.Append(name).Append('=').Append(Quoted(value ?? "")).Append('\n');
        return text.ToString();
    }

    private static string Quoted(string value)
    {
        if (!value.Contains('\'') && !value.EndsWith('\\'))
            return $"'{value}'";
        var text = new StringBuilder("\"");
        foreach (var c in value)
            text.Append(c is '\\' or '"' or '$' ? "\\" : "").Append(c);
        return text.Append('"').ToString();
    }

    private static YamlScalar Reference(AdoptedContainer source, AdoptionScope scope, string name)
    {
        var variable = VariableName($"{scope.ServiceOf(source.Id)}_{name}");
        scope.Warnings.Add($"{source.Name}: {name} looks like a secret and is not in the file: set {variable}");
        return YamlScalar.String(Files.Text.SourceSpan.None, $"${{{variable}:?set {variable}}}");
    }

    private static string VariableName(string text)
    {
        var name = new StringBuilder(char.IsAsciiDigit(text[0]) ? "_" : "");
        foreach (var c in text)
            name.Append(char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_');
        return name.ToString();
    }

    /// <summary>Other names have no form in a file of variables.</summary>
    private static bool IsPlainName(string name) =>
        (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
