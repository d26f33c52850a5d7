using System.Text.Json.Nodes;
using Compose.Testing.Scenarios;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>What scenarios about images have in common.</summary>
internal static class ImageScenario
{
    private static readonly string[] PluginFolders =
        [Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/root", ".docker/cli-plugins"), "/usr/libexec/docker/cli-plugins",
            "/usr/lib/docker/cli-plugins", "/usr/local/lib/docker/cli-plugins"];

    /// <summary>Puts buildx where both programs look for it, in the scenario's own home.</summary>
    public static void LinkBuildx(this Scenario scenario)
    {
        var peer = Environment.GetEnvironmentVariable("NCOMPOSE_PEER") is { Length: > 0 } path
            ? Path.GetDirectoryName(new FileInfo(path).ResolveLinkTarget(true)?.FullName ?? path) : null;
        var plugin = PluginFolders.Append(peer ?? "/").Select(folder => Path.Combine(folder, "docker-buildx")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no buildx; bash eng/engine.sh --peer provides one.");
        var folder = Path.Combine(scenario.Folder, ".docker", "cli-plugins");
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(folder, "docker-buildx"), plugin);
    }

    /// <summary>The builder of a theory: buildx, or the engine's own.</summary>
    public static void ChooseBuilder(this Scenario scenario, bool buildx)
    {
        if (buildx)
            scenario.LinkBuildx();
        else
            scenario.Environment["DOCKER_BUILDKIT"] = "0";
    }

    /// <summary>One that knows named contexts and checks; that of 20.10 does not.</summary>
    public static async Task<bool> HasRecentBuildKitAsync(this Scenario scenario) => await scenario.ApiVersion() >= new Version(1, 44);

    public static async Task<JsonNode?> ImageAsync(this Scenario scenario, string reference)
    {
        try
        {
            return await scenario.Engine.GetAsync($"/images/{reference}/json");
        }
        catch (HttpRequestException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            // That is the answer.
            return null;
        }
    }

    /// <summary>Gives busybox, which every engine of the tests has, another name.</summary>
    public static Task TagAsync(this Scenario scenario, string repository, string tag, string source = "busybox") =>
        scenario.Engine.PostAsync($"/images/{source}/tag?repo={Uri.EscapeDataString(repository)}&tag={tag}");

    public static Task RemoveImageAsync(this Scenario scenario, string reference) =>
        scenario.Engine.DeleteAsync($"/images/{reference}?force=1");

    /// <summary>Gets an image into a registry with the means of the program under test.</summary>
    public static async Task PushAsync(this Scenario scenario, string repository, string tag, string source = "busybox")
    {
        await scenario.TagAsync(repository, tag, source);
        scenario.File("push.yaml", $"services:\n  it:\n    image: {repository}:{tag}\n    build: .\n");
        await scenario.Ncompose("-f", "push.yaml", "push", "-q");
        await scenario.RemoveImageAsync($"{repository}:{tag}");
    }
}
