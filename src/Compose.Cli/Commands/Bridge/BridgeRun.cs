using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Bridging;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Kubernetes;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Bridge;

/// <summary>Loads the project, converts it, and puts the result in the place of the output folder when it is complete.</summary>
internal sealed class BridgeRun(CommandContext run, ProjectContext session)
{
    private const string DefaultImage = "docker/compose-bridge-kubernetes";

    public required string Output { get; init; }

    /// <summary>The output folder as the user wrote it.</summary>
    public required string Shown { get; init; }

    public string? Templates { get; init; }
    public ImmutableArray<string> Transformations { get; init; } = [];
    public bool WithSecrets { get; init; }
    public bool AssumeYes { get; init; }

    public async Task<int> RunAsync()
    {
        if (session.Load(session.Request) is not { Project: { } project, Tree: { } tree } loaded)
            return ExitCodes.Failure;
        if (Refusal(project) is { } refusal)
            return run.Reporter.Fail(refusal, "choose another folder with --output");
        if (!await MayReplaceAsync())
            return run.Reporter.Fail($"deletion of output directory '{Shown}' was not confirmed",
                "choose another folder with --output, or answer with --yes");
        var exposed = await ExposedAsync(project);
        if (Transformations.IsEmpty && Templates is null)
        {
            var conversion = KubernetesConversion.Of(new ConversionInputs(project)
            {
                Contents = FileContents.Of(project),
                Exposed = exposed
            });
            run.Reporter.Report(conversion.Diagnostics, loaded.Sources);
            return conversion.Diagnostics.Any(problem => problem.Severity == Severity.Error) ? ExitCodes.Failure : Write(conversion);
        }

        var images = Transformations.IsEmpty ? [DefaultImage] : Transformations;
        return await new ImageRun(run, Output, Templates).RunAsync(images,
            BridgeModel.Text(tree, project, exposed, FileContents.Of(project)));
    }

    /// <summary>What is deleted must not be what is converted, nor the place where the command runs.</summary>
    private string? Refusal(ComposeProject project) =>
        File.Exists(Output) ? $"output {Shown} is a file"
        : new[] { run.Call.Process.CurrentDirectory, project.Directory }.Any(IsInside)
            ? $"output directory {Shown} holds the project itself"
        : null;

    private bool IsInside(string folder)
    {
        var whole = Path.TrimEndingDirectorySeparator(Output);
        return Path.TrimEndingDirectorySeparator(folder) == whole
            || folder.StartsWith(whole.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private async Task<bool> MayReplaceAsync() => AssumeYes || !Directory.Exists(Output)
        || !Directory.EnumerateFileSystemEntries(Output).Any()
        || await run.Keyboard.ConfirmsAsync(
            $"Output directory '{Shown}' is not empty, all its content will be permanently deleted. Continue?");

    /// <summary>Without an engine only the ports of the files are known.</summary>
    private async Task<NamedMap<IReadOnlyList<string>>> ExposedAsync(ComposeProject project)
    {
        try
        {
            var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var service in project.Services.Values)
                found[service.Name] = await run.Engine.Transformations.ExposedAsync(ImageReference.Of(project, service), run.Stop);
            return new NamedMap<IReadOnlyList<string>>(found);
        }
        catch (ReportedFailure failure)
        {
            // The conversion needs no engine otherwise.
            run.Reporter.Warn($"ports that only the images expose are missing: {failure.Sentence}");
            return NamedMap<IReadOnlyList<string>>.Empty;
        }
    }

    private int Write(Conversion conversion)
    {
        if (ConversionFiles.Write(Output, conversion, WithSecrets) is { } problem)
            return run.Reporter.Fail(problem);
        run.Terminal.PrintLine($"{Shown}: {conversion.Manifests.Length} files; kubectl apply -k {Shown}/{KubernetesConversion.Base}");
        foreach (var secret in conversion.Secrets.Where(secret => !WithSecrets || secret.Content is null))
            run.Reporter.Warn($"{secret.Origin} is not written: put it into {Shown}/{secret.Path}"
                + (secret.Content is null ? "" : ", or convert with --with-secrets"));
        return ExitCodes.Success;
    }
}
