using System.Collections.Immutable;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Execution.Publishing;

/// <summary>What the user has to know before a project is published, as questions.</summary>
public sealed class PublishQuestions(ComposeProject project, ImmutableArray<PublishedFile> files, bool withVariables)
{
    private const int LargestContent = 1 << 20;
    private const string Careful = "please double check that you are not leaking sensitive data\n";

    private IEnumerable<Service> Services => project.Services.Values.Concat(project.DisabledServices.Values);

    public ImmutableArray<string> All => [.. ((string?[])[BindMounts(), Secrets(), Variables(), Contents()]).OfType<string>()];

    private string? BindMounts() => Question(
        "you are about to publish bind mounts declaration within your OCI artifact.\n"
        + "only the bind mount declarations will be added to the OCI artifact (not content)\n"
        + "please double check that you are not mounting potential user's sensitive directories or data\n",
        Services.SelectMany(service => service.Volumes.Where(mount => mount.Type == MountType.Bind)
            .Select(mount => $"{service.Name} {mount.Source}:{mount.Target}{(mount.ReadOnly ? ":ro" : "")}")),
        "Are you ok to publish these bind mount declarations?");

    private string? Secrets() => Question(
        "you are about to publish sensitive data within your OCI artifact.\n" + Careful,
        files.SelectMany(Findings).Concat(project.Configs.Values.Concat(project.Secrets.Values).SelectMany(InContent)),
        "Are you ok to publish these sensitive data?");

    private string? Variables() => withVariables ? null : Question(
        "you are about to publish environment variables within your OCI artifact.\n" + Careful,
        Services.Where(service => service.Source.Contains("env_file"))
            .Select(service => $"service \"{service.Name}\" has env_file declared, which is published with --with-env only.")
            .Concat(Services.SelectMany(service =>
                service.Environment.Keys.Where(IsSecret).Select(variable => $"service \"{service.Name}\" has {variable}"))),
        "Are you ok to publish these environment variables?");

    private string? Contents() => Question(
        "you are about to publish the content of configs within your OCI artifact.\n" + Careful,
        project.Configs.Values.Where(config => config.Content is { Length: > 0 })
            .Select(config => $"config \"{config.Key}\" has its content in the file."),
        "Are you ok to publish these configs?");

    private static string? Question(string beginning, IEnumerable<string> lines, string question)
    {
        var text = string.Concat(lines.Distinct(StringComparer.Ordinal).Select(line => line + "\n"));
        return text.Length == 0 ? null : beginning + text + question;
    }

    private static bool IsSecret(string variable) => SecretNames.Hides("environment." + variable);

    /// <summary>Places only: what is found is not printed.</summary>
    private static IEnumerable<string> Findings(PublishedFile file)
    {
        var text = Encoding.UTF8.GetString(file.Content);
        return file.Kind == PublishedKind.Environment ? Lines(file.Path, text) : Places(file.Path, text);
    }

    /// <summary>
    /// The file of a config or a secret is not published, but it is a part of the project: what looks like a secret in it is asked about,
    /// as Docker Compose does.
    /// </summary>
    private static IEnumerable<string> InContent(FileObject declared) =>
        declared.File is { } path && RegularFile.Refusal(path) is null && new FileInfo(path) is { Exists: true, Length: <= LargestContent }
            ? Lines(path, File.ReadAllText(path)) : [];

    private static List<string> Lines(string path, string text)
    {
        var found = new List<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (Hides(line.Trim()) || Redaction.ByShape.Text(line) != line)
                found.Add($"{path}:{number}");
        }

        return found;
    }

    private static IEnumerable<string> Places(string path, string text)
    {
        var source = new SourceSet().Add(path, path, text);
        return YamlReader.Read(source, new DiagnosticBag()).Documents.SelectMany(document => Secrets(document.Root, ""))
            .Select(secret => $"{path}:{source.Lines.Position(secret.Span.Start).Line}");
    }

    private static bool Hides(string assignment)
    {
        var sign = assignment.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 && assignment[0] != '#' && assignment.Length > sign + 1
            && IsFound("environment." + assignment[..sign], assignment[(sign + 1)..]);
    }

    private static List<YamlNode> Secrets(YamlNode node, string path)
    {
        var found = new List<YamlNode>();
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                    found.AddRange(Secrets(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}"));
                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                    found.AddRange(Secrets(item, path));
                break;
            case YamlScalar { Kind: ScalarKind.String } scalar when Hides(scalar.Text) || IsFound(path, scalar.Text):
                found.Add(scalar);
                break;
        }

        return found;
    }

    /// <summary>A value that is a variable is no secret of the file.</summary>
    private static bool IsFound(string path, string value) =>
        value.Length > 0 && !value.StartsWith('$') && Redaction.ByShape.Shown(path, value) != value;
}
