using Compose.EndToEnd.Tests.Examples;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>examples/flask on its whole way: built, pushed, removed, pulled, run, asked for its page.</summary>
public sealed class FlaskTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task An_image_goes_from_a_folder_through_a_registry_to_a_page(bool buildx) =>
    Scenario.RunAsync(fixture, "flask", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture);
        scenario.ChooseBuilder(buildx);
        foreach (var file in new DirectoryInfo(RepositoryRoot.Combine("examples", "flask")).EnumerateFiles())
            file.CopyTo(Path.Combine(scenario.Folder, file.Name));
        var port = Example.FreePorts();
        scenario.Environment["REGISTRY"] = registry.Address;
        scenario.Environment["FLASK_PORT"] = port.ToString();
        scenario.Environment["GREETING"] = "Greetings";
        var image = $"{registry.Address}/flask-demo:1.0";

        await scenario.Ncompose("build");
        (await scenario.ImageAsync(image)).Should().NotBeNull();
        await scenario.Ncompose("push");
        await scenario.Ncompose("tag", "web", $"{registry.Address}/flask-demo:stable");
        (await scenario.ImageAsync($"{registry.Address}/flask-demo:stable"))!["Id"]!.ToJsonString().Should()
            .Be((await scenario.ImageAsync(image))!["Id"]!.ToJsonString());
        await scenario.RemoveImageAsync($"{registry.Address}/flask-demo:stable");
        await scenario.RemoveImageAsync(image);
        (await scenario.ImageAsync(image)).Should().BeNull();
        await scenario.Ncompose("pull");
        await scenario.Ncompose("up", "-d", "--no-build", "--wait");

        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"))).Should().Contain("<h1>Greetings from Flask</h1>");
        await scenario.Ncompose("down", "--rmi", "all", "-t", "1");
        (await scenario.ImageAsync(image)).Should().BeNull();
    });
}
