using Compose.Host;
using Compose.Lsp.Projects;

namespace Compose.Lsp;

/// <summary>The command line: the global flags of ncompose that say where the project is.</summary>
internal static class LspArguments
{
    public static (ProjectOptions? Options, string? Problem) Parse(string[] words, string folder, ProcessEnvironment variables)
    {
        var options = new ProjectOptions { Folder = folder, Variables = variables };
        for (var at = 0; at < words.Length; at += 2)
        {
            // Editors add it for servers that can also speak over a socket.
            if (words[at] == "--stdio")
            {
                at--;
                continue;
            }

            if (at + 1 == words.Length)
                return (null, $"{words[at]} needs a value");
            if (With(options, words[at], words[at + 1]) is not { } more)
                return (null, $"unknown flag {words[at]}");
            options = more;
        }

        return (options, null);
    }

    private static ProjectOptions? With(ProjectOptions options, string flag, string value) => flag switch
    {
        "--file" => options with { Files = options.Files.Add(value) },
        "--profile" => options with { Profiles = options.Profiles.Add(value) },
        "--env-file" => options with { EnvFiles = options.EnvFiles.Add(value) },
        "--project-name" => options with { ProjectName = value },
        "--project-directory" => options with { ProjectDirectory = value },
        _ => null,
    };
}
