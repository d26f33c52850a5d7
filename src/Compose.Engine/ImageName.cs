namespace Compose.Engine;

/// <summary>An image reference taken apart as pull and push want it.</summary>
public static class ImageName
{
    /// <summary>The second part is a tag or a digest; without either it is <c>latest</c>, for the engine would take every tag.</summary>
    public static (string Repository, string Tag) Split(string image)
    {
        var at = image.IndexOf('@');
        if (at >= 0)
        {
            var named = image[..at];
            var tagged = TagStart(named);
            return (tagged < 0 ? named : named[..tagged], image[(at + 1)..]);
        }

        var colon = TagStart(image);
        return colon < 0 ? (image, "latest") : (image[..colon], image[(colon + 1)..]);
    }

    // A colon before the last slash belongs to the port of a registry.
    private static int TagStart(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? colon : -1;
    }
}
