using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Compose.Execution.Plugins;
using Compose.Files.Model;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Execution.LanguageModels;

/// <summary>`docker model`, which pulls, configures and runs models.</summary>
internal sealed class ModelRunner(ProcessEnvironment environment)
{
    /// <summary>The first version that passes flags on to the runtime of a model.</summary>
    private static readonly Version RuntimeFlags = new(1, 0, 6);

    /// <summary>Looked for by the first who asks: most projects have no models.</summary>
    private readonly Lazy<string?> _program = new(() => DockerPlugins.Find("model", environment));

    public string? Program => _program.Value;

    /// <summary>Where the models are served.</summary>
    /// <exception cref="ModelFailure">The plugin does not say.</exception>
    public async Task<string> EndpointAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var status = await AskAsync(
            project, "error checking docker-model status", ["status", "--json"], ModelJson.Default.ModelStatus, cancellationToken);
        return status.Endpoint ?? "";
    }

    /// <summary>The references of the models that are there.</summary>
    /// <exception cref="ModelFailure">The plugin does not say.</exception>
    public async Task<ImmutableHashSet<string>> AvailableAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var models = await AskAsync(
            project, "error checking available models", ["ls", "--json"], ModelJson.Default.ModelRowArray, cancellationToken);
        return [.. models.SelectMany(model => model.Tags ?? [])];
    }

    public ChildStart Pull(ComposeProject project, ModelDefinition model) => Call(project, ["pull", model.Model]);

    public async Task<ChildStart> ConfigureAsync(ComposeProject project, ModelDefinition model, CancellationToken cancellationToken)
    {
        List<string> arguments = ["configure"];
        if (model.ContextSize > 0)
            arguments.AddRange(["--context-size", model.ContextSize.ToString(CultureInfo.InvariantCulture)]);
        arguments.Add(model.Model);
        if (!model.RuntimeFlags.IsEmpty && await VersionAsync(project, cancellationToken) >= RuntimeFlags)
            arguments.AddRange(["--", .. model.RuntimeFlags]);
        return Call(project, arguments);
    }

    private async Task<Version?> VersionAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var metadata = await AskAsync(
            project, "failed to load Docker Model plugin", ["docker-cli-plugin-metadata"], ModelJson.Default.PluginMetadata,
            cancellationToken);
        return System.Version.TryParse((metadata.Version ?? "").TrimStart('v').Split('-', '+')[0], out var version) ? version : null;
    }

    private async Task<T> AskAsync<T>(
        ComposeProject project, string failure, IReadOnlyList<string> arguments,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
    {
        try
        {
            var result = await ChildProcess.RunAsync(Call(project, arguments), ReadOnlyMemory<byte>.Empty, cancellationToken);
            if (result.ExitCode != 0)
                throw new ModelFailure(
                    $"{failure}: exit status {result.ExitCode}: {Encoding.UTF8.GetString(result.Error.Span).Trim()}", null);
            return JsonSerializer.Deserialize(result.Output.Span, type) ?? throw new ModelFailure($"{failure}: it printed nothing", null);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            // The plugin cannot be run, or answers in another form.
            throw new ModelFailure($"{failure}: {unreadable.Message}", unreadable);
        }
    }

    private ChildStart Call(ComposeProject project, IReadOnlyList<string> arguments) =>
        DockerPlugins.Call(
            environment, project, Program ?? throw new ModelFailure("'models' support requires Docker Model plugin", null), arguments);
}
