using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.DotEnvFiles;
using Compose.Files.Environment;
using Compose.Files.Remotes;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>
/// Folds the files of variables and labels that a service names into its environment and labels: what the service says itself wins, then
/// the later file. Runs on the decoded tree of the services that are selected, so that a file of an unused service need not exist.
/// </summary>
public sealed class ServiceEnvironment
{
    private readonly VariableFiles _files;
    private readonly ComposeEnvironment _environment;
    private readonly DiagnosticBag _diagnostics;

    private ServiceEnvironment(VariableFiles files, ComposeEnvironment environment, DiagnosticBag diagnostics)
    {
        _files = files;
        _environment = environment;
        _diagnostics = diagnostics;
    }

    /// <summary><c>env_file</c> into <c>environment</c>.</summary>
    public static YamlMapping ResolveVariables(YamlMapping tree, ComposeEnvironment environment, string directory, FileSource disk,
        SourceSet sources, DiagnosticBag diagnostics, IRemoteFiles? remotes = null)
    {
        var resolver = new ServiceEnvironment(
            new VariableFiles("env", directory, disk, sources, diagnostics, remotes), environment, diagnostics);
        return tree.MapMembers("services", (_, service) =>
            resolver.Variables(service.Map("environment", resolver.Bare)).MapObjects("pre_start", resolver.Variables));
    }

    /// <summary><c>label_file</c> into <c>labels</c>; the attribute itself is kept for who prints it.</summary>
    public static YamlMapping ResolveLabels(YamlMapping tree, string directory, bool keepFiles, FileSource disk, SourceSet sources,
        DiagnosticBag diagnostics, IRemoteFiles? remotes = null)
    {
        var resolver = new ServiceEnvironment(new VariableFiles("label", directory, disk, sources, diagnostics, remotes),
            ComposeEnvironment.Empty, diagnostics);
        return tree.MapMembers("services", (_, service) =>
            resolver.Labels(service, keepFiles).MapObjects("pre_start", hook => resolver.Labels(hook, keepFiles)));
    }

    /// <summary>Without normalizing, bare keys are still bare.</summary>
    private YamlNode Bare(YamlNode variables) => BareKeys.Resolve(variables, _environment, keepUnset: true);

    private YamlMapping Variables(YamlMapping service)
    {
        if (service["env_file"] is not YamlSequence files)
            return service;
        var own = service.Mapping("environment");
        var read = new Dictionary<string, EnvironmentValue>(StringComparer.Ordinal);
        foreach (var item in files.Items)
            if (item is YamlMapping file && file["path"] is YamlScalar path)
                Add(read, Variables(file, path, own, read));
        return Fold(service.Without("env_file"), "environment", own, read);
    }

    private ImmutableArray<KeyValuePair<string, EnvironmentValue>> Variables(YamlMapping file, YamlScalar path, YamlMapping? own,
        Dictionary<string, EnvironmentValue> earlier)
    {
        var required = !file.Contains("required") || file.IsTrue("required");
        if (_files.Read(path, required) is not { } source)
            return [];
        switch (file.Text("format") ?? "")
        {
            case "" or ".env":
                return DotEnv.Read(source, source.Name, Lookup, _diagnostics, name => earlier.GetValueOrDefault(name));
            case "raw":
                return DotEnv.ReadRaw(source, source.Name, Lookup, _diagnostics);
            default:
                _diagnostics.Add(Diagnostic.Error(DiagnosticCode.UnknownEnvFileFormat,
                    $"unsupported env_file format \"{file.Text("format")}\"", file["format"]!.Span, "not a format",
                    "remove it, or write raw"));
                return [];
        }

        EnvironmentValue? Lookup(string name)
        {
            if (_environment.TryGet(name, out var value))
                return value;
            return own?[name] is YamlScalar { Kind: not ScalarKind.Null } said ? new EnvironmentValue(said.Text, "environment", said.Span)
                : null;
        }
    }

    private YamlMapping Labels(YamlMapping service, bool keepFiles)
    {
        if (service["label_file"] is not YamlSequence files)
            return service;
        var read = new Dictionary<string, EnvironmentValue>(StringComparer.Ordinal);
        foreach (var item in files.Items)
            if (item is YamlScalar path && _files.Read(path, required: true) is { } source)
                Add(read, DotEnv.Read(source, source.Name, name => read.GetValueOrDefault(name), _diagnostics));
        return Fold(keepFiles ? service : service.Without("label_file"), "labels", service.Mapping("labels"), read);
    }

    private static void Add(Dictionary<string, EnvironmentValue> read, ImmutableArray<KeyValuePair<string, EnvironmentValue>> file)
    {
        foreach (var (name, value) in file)
            read[name] = value;
    }

    private static YamlMapping Fold(YamlMapping service, string attribute, YamlMapping? own, Dictionary<string, EnvironmentValue> read)
    {
        var added = ImmutableArray.CreateBuilder<YamlEntry>(read.Count);
        foreach (var (name, value) in read)
            if (own?.Contains(name) != true)
                added.Add(new YamlEntry(name, value.Span, YamlScalar.String(value.Span, value.Value)));
        if (added.Count == 0)
            return service;
        return service.With(attribute, own is null ? new YamlMapping(SourceSpan.None, added.ToImmutable())
            : own.With(own.Entries.AddRange(added)));
    }
}
