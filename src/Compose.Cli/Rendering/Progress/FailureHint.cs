using Compose.Planning.Operations;

namespace Compose.Cli.Rendering.Progress;

/// <summary>What to do about the failures that people meet most, told by the engine's own words: it has no codes for them.</summary>
internal static class FailureHint
{
    private static readonly (string Words, string Hint)[] Known =
    [
        ("no space left on device",
            "the engine's disk is full: make room (`docker system df` shows what takes it) and run this again; it goes on from here"),
        ("bind source path does not exist", "make the folder or file, or let the engine make it: `create_host_path: true`"),
        ("not a directory: Are you trying to mount a directory onto a file",
            "source and target of the mount must both be files, or both folders"),
        ("executable file not found", "the program of command or entrypoint is not in the image"),
        ("\": stat /", "the program of command or entrypoint is not in the image"),
        ("\": permission denied", "the program of command or entrypoint may not be run: see its mode in the image, and `user`"),
        ("exec format error", "the image is made for another kind of processor: see `platform`"),
        ("port is already allocated", "end what has the port, or publish another one"),
        ("address already in use", "end what has the port or address, or choose another one"),
        ("pull access denied", "see that the name is right; for a private image log in first (`docker login`)"),
        ("the credential helper docker-credential-",
            "docker's config.json names it (credsStore or credHelpers): see that it is installed and answers"),
        ("image does not exist locally with the tag", "build it first: `ncompose build`"),
        ("manifest unknown", "the image has no such tag or digest"),
        ("no such host", "the registry's name cannot be resolved: see that the image's name is right and that the engine has a network"),
        ("unsupported frontend capability",
            "the engine's BuildKit is too old for that: update the engine, name another builder (BUILDX_BUILDER), or build named contexts without it (DOCKER_BUILDKIT=0)"),
        ("unsupported request frontend.lint",
            "the engine's BuildKit is too old for that: update the engine, or name another builder (BUILDX_BUILDER)"),
        ("Pool overlaps with other one", "another network has these addresses: choose another subnet, or remove that network"),
        ("all predefined address pools have been fully subnetted",
            "the engine has no addresses left for networks: `docker network prune` removes those that are unused"),
    ];

    public static string? Of(Operation operation, string message, bool isRolledBack = false)
    {
        foreach (var (words, hint) in Known)
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase))
                return hint;
        if (message.StartsWith("the engine closed the connection", StringComparison.Ordinal)
            || message.StartsWith("cannot connect to the container engine", StringComparison.Ordinal))
            return isRolledBack ? "`up` again tries once more"
                : "what was done stays, and `up` again goes on from there once the engine answers";
        return operation is Operation.PullImage
            ? "see that `image:` names what is meant, and that the engine can reach the registry" : null;
    }
}
