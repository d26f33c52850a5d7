namespace Compose.Files.Shape;

/// <summary>Rows of the table by the path of an attribute in a service: `deploy.replicas`, `networks.front.aliases`.</summary>
public static class ServiceTable
{
    public static Field? Find(string path)
    {
        var shape = ServiceShape.Service;
        Field? field = null;
        var isEntry = false;
        foreach (var part in path.Split('.'))
        {
            // The name of an entry may have dots of its own.
            if (isEntry && shape.IndexOf(part) < 0)
                continue;
            isEntry = !shape.TryGetField(part, out field);
            if (shape.Child(part) is not { } child)
                return field;
            shape = child;
        }

        return field;
    }
}
