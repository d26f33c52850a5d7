using System.Buffers;
using System.Collections.Immutable;
using Compose.Cli.Commands.Config;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Publishing;
using Compose.Files;
using Compose.Files.Model;
using Compose.Files.Printing;
using Compose.Files.Yaml;
using Compose.Planning;
using Compose.Planning.Desired;

namespace Compose.Cli.Commands.Publish;

/// <summary>Checks, questions, the push of the images, and then the artifact.</summary>
internal sealed class PublishRun(CommandContext run, string target, PublishOptions options)
{
    private const string DigestsFile = "image-digests.yaml";

    public async Task<int> RunAsync()
    {
        if (run.Load(request => request with { Profiles = ["*"], ResolveEnvironment = false, WithJobs = true }) is not { } project)
            return ExitCodes.Failure;
        if (Refusal(project) is { } refusal)
            return run.Reporter.Fail(refusal);
        var files = new FileCollection(run.Environment);
        foreach (var file in project.Files)
            files.Add(file, project.Directory);
        if (files.LocalIncludes.Count > 0)
            return run.Reporter.Fail("cannot publish compose file with local includes",
                $"publish {files.LocalIncludes[0]} too and include it by its oci:// reference, or merge it with -f");
        if (files.IncludeVariables.Count > 0 && !options.WithVariables)
            return run.Reporter.Fail($"an include reads variables from {files.IncludeVariables[0]}, which is not published",
                "publish it too with --with-env");
        ImmutableArray<PublishedFile> published = [.. files.Files, .. options.WithVariables ? files.EnvironmentFiles : []];
        if (!await AcceptsAsync(project, published))
            return ExitCodes.Interrupted;
        if (await PushImagesAsync(project) is not ExitCodes.Success and var failed)
            return failed;
        if (options.Digests)
            published = published.Add(new PublishedFile(PublishedKind.Compose, DigestsFile, DigestsFile, await DigestsAsync()));
        return await WriteAsync(project, published);
    }

    private static string? Refusal(ComposeProject project)
    {
        var unnamed = project.Services.Values.Where(service => service is { Build: not null, Image: null or "" })
            .Select(service => $"- \"{service.Name}\"").ToList();
        if (unnamed.Count > 0)
            return "your Compose stack cannot be published as it only contains a build section for service(s):\n"
                + string.Join('\n', unnamed);
        return project.Files.Contains("-") ? "a compose file from standard input cannot be published" : null;
    }

    private async Task<bool> AcceptsAsync(ComposeProject project, ImmutableArray<PublishedFile> files)
    {
        foreach (var question in options.Yes ? [] : new PublishQuestions(project, files, options.WithVariables).All)
            if (!await run.Keyboard.ConfirmsAsync(question))
                return false;
        return true;
    }

    /// <summary>The images that the project builds; what is only pulled is in a registry already.</summary>
    private async Task<int> PushImagesAsync(ComposeProject project)
    {
        var plan = Planner.Push(project, ignoreFailures: true);
        return plan.IsEmpty ? ExitCodes.Success : await run.Plans.RunAsync("push", project.Name, plan);
    }

    /// <summary>A file that names each image by its content, merged over the others.</summary>
    private async Task<byte[]> DigestsAsync()
    {
        var loaded = ComposeLoader.Load(run.Request with { Profiles = ["*"], ResolveEnvironment = false, Sources = new() });
        var tree = await ImageDigests.ResolveAsync(loaded.Tree!, run);
        var text = new ArrayBufferWriter<byte>();
        ConfigPrinter.Print(OnlyImages(tree), PrintForm.Yaml, run.Dialect, text);
        return text.WrittenSpan.ToArray();
    }

    private static YamlMapping OnlyImages(YamlMapping tree) => tree.With(
        [new YamlEntry("services", default, Images((YamlMapping)tree["services"]!))]);

    private static YamlMapping Images(YamlMapping services) => services.With(
        [.. services.Entries.Select(entry => entry with { Value = OnlyImage((YamlMapping)entry.Value) })]);

    private static YamlMapping OnlyImage(YamlMapping service) => service.With([.. service.Entries.Where(part => part.Key == "image")]);

    private async Task<int> WriteAsync(ComposeProject project, ImmutableArray<PublishedFile> files)
    {
        if (run.IsDryRun)
        {
            run.Inform($"DRY-RUN MODE - {target} would be published with {string.Join(", ", files.Select(file => file.Name))}");
            return ExitCodes.Success;
        }

        run.Inform($" {target} publishing");
        var host = target.Split('/')[0];
        var digest = await Publisher.RunAsync(new PublishOrder
        {
            Target = target,
            Files = files,
            Version = Labels.Version(run.Dialect),
            OciVersion = options.OciVersion,
            Images = options.App
                ? [.. project.Services.Values.Select(service => service.Image).OfType<string>().Distinct(StringComparer.Ordinal)] : [],
            Environment = run.Call.Process.Variables,
            Progress = line => run.Inform(" " + line),
            InsecureRegistries = options.IsInsecure ? [.. run.Global.InsecureRegistries, host] : run.Global.InsecureRegistries,
        }, run.Stop);
        run.Inform($" {target} published ({digest})");
        return ExitCodes.Success;
    }
}
