using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Swarm;

/// <summary>Ids and images as docker's lists shorten them.</summary>
internal static class ShortNames
{
    private const int IdWidth = 12;

    public static string Id(string id) => id.Length > IdWidth ? id[..IdWidth] : id;

    /// <summary>Without the digest, when there is a tag that names it for people.</summary>
    public static string Image(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        if (digest < 0)
            return ImageReference.Familiar(image) is var familiar && image.LastIndexOf(':') > image.LastIndexOf('/') ? familiar : image;
        var name = image[..digest];
        return name.LastIndexOf(':') > name.LastIndexOf('/') ? ImageReference.Familiar(name) : image;
    }

    /// <summary>So many characters with the mark that shows that it goes on.</summary>
    public static string Text(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
