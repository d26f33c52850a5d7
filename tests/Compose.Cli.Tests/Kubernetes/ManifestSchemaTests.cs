using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Processes;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests.Kubernetes;

/// <summary>
/// What `bridge convert` writes, as a cluster would get it: built by kustomize from the folder, base and overlay, and checked against the
/// schemas of the Kubernetes API.
/// </summary>
public sealed class ManifestSchemaTests
{
    private static readonly SpecFolder Specs = new("tests/Compose.Files.Tests/specs");

    public static TheoryData<string> Examples { get; } =
        ["guestbook", "flask", "migrations", "networks", "scaling", "secrets-and-configs"];

    public static TheoryData<string> RealProjects
    {
        get
        {
            var headings = new TheoryData<string>();
            foreach (var project in Specs.Cases.Where(@case => Path.GetFileName(@case.File) == "real.md"))
                headings.Add(project.Heading);
            return headings;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Examples_are_valid_on_Kubernetes(string name)
    {
        using var run = new Run().Variable("API_KEY", "k3y");
        await CheckAsync(run, RepositoryRoot.Combine("examples", name));
    }

    [Theory]
    [MemberData(nameof(RealProjects))]
    public async Task Whole_projects_are_valid_on_Kubernetes(string heading)
    {
        using var files = SpecWorkspace.Write(Specs.Case("real", heading));
        using var run = new Run().Variable("TOKEN", "abc");
        await CheckAsync(run, files.Project);
    }

    [Fact]
    public async Task All_that_is_mapped_is_valid_on_Kubernetes()
    {
        using var run = new Run().File("key", "k3y-content")
            .File("compose.yaml", await File.ReadAllTextAsync(
                RepositoryRoot.Combine("tests", "Compose.Planning.Tests", "Kubernetes", "stack.yaml")));
        var built = await CheckAsync(run, run.Folder);
        built.Select(one => one.GetProperty("kind").GetString()).Distinct().Should().BeEquivalentTo("Namespace", "ConfigMap", "Secret",
            "PersistentVolumeClaim", "Deployment", "DaemonSet", "Job", "Service", "NetworkPolicy");
        (await BuildAsync(Path.Combine(run.Folder, "out", "base"))).Should().HaveSameCount(built, "the overlay changes what is there");
    }

    [Fact]
    public async Task Texts_that_look_like_other_values_stay_texts()
    {
        string[] texts = ["on", "yes", "y", "~", "null", "true", "0777", "0o14", "0x1F", "1e3", "1_000", "12:30", "2024-01-01", ".5", "", " x ", "a\nb\n"];
        var environment = string.Join(", ", texts.Select((text, index) => $"V{index:00}: {JsonSerializer.Serialize(text)}"));
        using var run = new Run().File("compose.yaml", $"name: d\nservices: {{web: {{image: x, environment: {{{environment}}}}}}}\n");
        var built = await CheckAsync(run, run.Folder);
        built.Single(one => one.GetProperty("kind").GetString() == "Deployment").GetProperty("spec").GetProperty("template")
            .GetProperty("spec").GetProperty("containers")[0].GetProperty("env").EnumerateArray()
            .Select(variable => variable.GetProperty("value").GetString()).Should().Equal(texts);
    }

    [Fact]
    public async Task Names_that_Kubernetes_does_not_take_are_valid_when_converted()
    {
        string[] names = ["Big", "a_b", "x.y", new string('l', 80), "-edge-", "9to5"];
        string Section(string name, Func<string, string> entry) =>
            $"{name}:\n" + string.Concat(names.Select(item => $"  '{item}': {entry(item)}\n"));
        using var run = new Run().File("key", "k3y-content").File("compose.yaml", "name: demo_1\n"
            + Section("services", name => $"{{image: x, ports: ['8{name.Length}:80'], volumes: ['{name}:/v'], secrets: ['{name}'], "
                + $"configs: ['{name}'], networks: ['{name}'], environment: {{A_TOKEN: s3cr3t-value}}}}")
            + Section("volumes", _ => "{}") + Section("networks", _ => "{}")
            + Section("secrets", _ => "{file: ./key}") + Section("configs", _ => "{file: ./key}"));
        var built = await CheckAsync(run, run.Folder);
        built.Count(one => one.GetProperty("kind").GetString() == "Deployment").Should().Be(names.Length);
    }

    [Theory]
    [InlineData("apiVersion", "\"apps/v9\"", "apps/v9 Deployment is not of the Kubernetes API")]
    [InlineData("spec.replicas", "\"two\"", "apps/v1 Deployment.spec.replicas: String instead of integer")]
    [InlineData("spec.selector", null, "apps/v1 Deployment.spec: no selector")]
    [InlineData("spec.template.spec.containers.0.imagee", "\"x\"", "apps/v1 Deployment.spec.template.spec.containers[]: imagee is not published")]
    [InlineData("spec.template.spec.containers.0.env", "{}", "apps/v1 Deployment.spec.template.spec.containers[].env: Object instead of array")]
    [InlineData("spec.template.spec.containers.0.name", null, "apps/v1 Deployment.spec.template.spec.containers[]: no name")]
    public async Task A_manifest_that_is_broken_has_problems(string path, string? value, string problem)
    {
        var deployment = JsonNode.Parse("""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"replicas": 1,
             "selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [
              {"name": "web", "image": "x", "ports": [{"containerPort": 80}], "resources": {"limits": {"cpu": "500m", "memory": 5}}}]}}}}
            """)!;
        var schemas = await KubernetesSchemas.GetAsync();
        schemas.Problems(JsonSerializer.SerializeToElement(deployment)).Should().BeEmpty("it is not broken yet");
        Set(deployment, path.Split('.'), value is null ? null : JsonNode.Parse(value));
        schemas.Problems(JsonSerializer.SerializeToElement(deployment)).Should().Equal(problem);
    }

    [Theory]
    [InlineData("base/kustomization.yaml", "web-deployment.yaml", "gone.yaml", "gone.yaml")]
    [InlineData("base/kustomization.yaml", "resources:", "resourcez:", "resourcez")]
    [InlineData("overlays/desktop/web-service.yaml", "name: web-published", "name: other", "no matches")]
    public async Task A_layout_that_is_broken_cannot_be_built(string file, string text, string broken, string problem)
    {
        using var run = new Run().File("compose.yaml", "name: d\nservices: {web: {image: x, ports: [\"80:80\"]}}\n");
        run.Ncompose("bridge", "convert");
        var path = Path.Combine(run.Folder, "out", file);
        var content = await File.ReadAllTextAsync(path);
        content.Should().Contain(text);
        await File.WriteAllTextAsync(path, content.Replace(text, broken, StringComparison.Ordinal));
        var build = await KubernetesPackages.BuildAsync(Path.Combine(run.Folder, "out", "overlays", "desktop"));
        build.Succeeded.Should().BeFalse();
        build.Error.Should().Contain(problem);
    }

    /// <summary>The objects of the overlay, which are those of the base with its changes.</summary>
    private static async Task<IReadOnlyList<JsonElement>> CheckAsync(Run run, string project)
    {
        var output = Path.Combine(run.Folder, "out");
        run.NcomposeIn(project, "bridge", "convert", "--with-secrets", "--output", output).ExitCode.Should().Be(0, run.Error);
        return await BuildAsync(Path.Combine(output, "overlays", "desktop"));
    }

    private static async Task<IReadOnlyList<JsonElement>> BuildAsync(string folder)
    {
        var build = await KubernetesPackages.BuildAsync(folder);
        build.Succeeded.Should().BeTrue(build.ToString());
        build.Error.Should().BeEmpty("kustomize warns of what is deprecated");
        var objects = ManifestStream.Read(build.Output);
        objects.Should().NotBeEmpty();
        var schemas = await KubernetesSchemas.GetAsync();
        objects.SelectMany(schemas.Problems).Should().BeEmpty();
        return objects;
    }

    private static void Set(JsonNode tree, ReadOnlySpan<string> path, JsonNode? value)
    {
        foreach (var step in path[..^1])
            tree = (int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? tree[index] : tree[step])!;
        if (value is null)
            tree.AsObject().Remove(path[^1]);
        else
            tree[path[^1]] = value;
    }
}
