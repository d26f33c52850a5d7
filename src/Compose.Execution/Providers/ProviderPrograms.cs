using System.Collections.Concurrent;
using System.Text.Json;
using Compose.Engine.Registry;
using Compose.Execution.Plugins;
using Compose.Files.Model;
using Compose.Host;
using Compose.Host.Processes;
using Compose.Planning.Operations;

namespace Compose.Execution.Providers;

/// <summary>
/// The programs behind `provider.type`: where they are, what they tell of themselves, and how they are called. Each is asked once.
/// </summary>
internal sealed class ProviderPrograms(ProcessEnvironment environment)
{
    private readonly ConcurrentDictionary<string, Task<ProviderMetadata>> _metadata = new(StringComparer.Ordinal);

    /// <summary>A plugin of the docker command line or a program in PATH; null when there is neither.</summary>
    public string? Find(string type)
    {
        if (type.Length == 0 || type == "compose" || type.StartsWith('-'))
            return null;
        if (type.Contains(Path.DirectorySeparatorChar))
            return File.Exists(type) ? Path.GetFullPath(type) : null;
        return DockerPlugins.Find(type, environment) ?? ChildProcess.Find(type, environment);
    }

    public Task<ProviderMetadata> MetadataAsync(ComposeProject project, string type, CancellationToken cancellationToken) =>
        _metadata.GetOrAdd(type, _ => ReadAsync(project, type, cancellationToken));

    /// <summary>The call for one service, with the options that the command knows.</summary>
    public async Task<ChildStart> CallAsync(string program, Operation.RunProvider run, CancellationToken cancellationToken)
    {
        var provider = run.Service.Provider!;
        var metadata = await MetadataAsync(run.Project, provider.Type, cancellationToken);
        var command = CommandOf(metadata, run.Verb);
        var options = provider.Options.Where((name, _) => metadata.IsEmpty || command?.Find(name) is not null)
            .SelectMany(option => option.Value.Select(value => $"--{option.Key}={value}"));
        return DockerPlugins.Call(
            environment, run.Project, program,
            ["compose", "--project-name=" + run.Project.Name, VerbOf(run.Verb), .. options, run.Service.Name]);
    }

    public static ProviderCommand? CommandOf(ProviderMetadata metadata, ProviderVerb verb) => verb switch
    {
        ProviderVerb.Up => metadata.Up,
        ProviderVerb.Down => metadata.Down,
        _ => metadata.Stop,
    };

    private static string VerbOf(ProviderVerb verb) => verb switch
    {
        ProviderVerb.Up => "up",
        ProviderVerb.Down => "down",
        _ => "stop",
    };

    private async Task<ProviderMetadata> ReadAsync(ComposeProject project, string type, CancellationToken cancellationToken)
    {
        if (Find(type) is not { } program)
            return ProviderMetadata.None;
        try
        {
            var result = await ChildProcess.RunAsync(
                DockerPlugins.Call(environment, project, program, "compose", "metadata"), ReadOnlyMemory<byte>.Empty, cancellationToken);
            if (result.ExitCode != 0
                || JsonSerializer.Deserialize(result.Output.Span, ProviderJson.Default.ProviderMetadata) is not { } metadata)
                return ProviderMetadata.None;
            Keep(Path.GetFileName(type), result.Output.Span);
            return metadata;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            // Metadata is optional: a provider without it takes every option, and whether it can be run shows when it is run.
            return ProviderMetadata.None;
        }
    }

    /// <summary>Editors read the metadata where Docker Compose leaves it.</summary>
    private void Keep(string name, ReadOnlySpan<byte> metadata)
    {
        if (DockerConfig.Directory(environment) is not { } folder)
            return;
        try
        {
            var target = Path.Combine(folder, "compose", "providers");
            Directory.CreateDirectory(target);
            File.WriteAllBytes(Path.Combine(target, name + ".json"), metadata);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Nothing of the run depends on it.
        }
    }
}
