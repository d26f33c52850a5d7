using FluentAssertions;
using NCompose;
using Xunit;

namespace Compose.Library.Tests;

/// <summary>Files are read without an engine, and what is wrong with them is a value with a place.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-load-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mistake_has_its_file_line_column_code_and_help()
    {
        var path = Path.Combine(_folder, "compose.yaml");
        await File.WriteAllTextAsync(path, "services:\n  web:\n    image: busybox\n    prots: [80]\n");

        var load = await ComposeProject.LoadAsync(new ComposeOptions { Directory = _folder });

        load.HasErrors.Should().BeTrue();
        var problem = load.Diagnostics.Should().ContainSingle().Subject;
        problem.Should().BeEquivalentTo(new { Severity = ComposeSeverity.Error, Code = "NC0302", File = path, Line = 4, Column = 5 });
        problem.ToString().Should().StartWith($"{path}(4,5,4,10): error NC0302: ");
        load.Files.Should().Equal(path);
    }

    [Fact]
    public async Task Text_is_a_project_with_profiles_services_and_variables()
    {
        var options = new ComposeOptions
        {
            Text = """
                name: shop
                services:
                  web: {image: "web:${TAG}", depends_on: [db], ports: ["8080:80"]}
                  db: {image: db, scale: 2}
                  tools: {image: tools, profiles: [dev]}
                """,
            Environment = { ["TAG"] = "7" },
        };

        var project = (await ComposeProject.LoadAsync(options)).Project!;

        project.Name.Should().Be("shop");
        project.Services.Should().BeEquivalentTo([
            new ComposeService("web", "web:7", false, 1, [80], ["db"]),
            new ComposeService("db", "db", false, 2, [], []),
        ]);
        project.ToYaml().Should().Contain("image: web:7");
        options.Profiles = ["dev"];
        (await ComposeProject.LoadAsync(options)).Project!.Services.Should().HaveCount(3);
        options.Services = ["db"];
        (await ComposeProject.LoadAsync(options)).Project!.Services.Select(service => service.Name).Should().Equal("db");
    }

    [Fact]
    public async Task A_folder_without_a_file_is_a_diagnostic()
    {
        var load = await ComposeProject.LoadAsync(new ComposeOptions { Directory = _folder });

        load.Diagnostics.Should().ContainSingle().Which.Message.Should().Contain("no configuration file provided");
        var opening = () => ComposeStack.OpenAsync(new ComposeOptions { Directory = _folder });
        (await opening.Should().ThrowAsync<ComposeException>()).Which.Diagnostics.Should().Equal(load.Diagnostics);
    }

    [Fact]
    public async Task A_remote_file_is_refused_unless_the_options_allow_it()
    {
        const string text = "include: [\"https://example.invalid/a.git\"]\n";
        var load = await ComposeProject.LoadAsync(new ComposeOptions { Text = text, Directory = _folder });

        load.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("NC0415");
    }
}
