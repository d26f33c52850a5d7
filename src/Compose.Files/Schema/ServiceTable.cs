namespace Compose.Files.Schema;

/// <summary>Rows of the table by the path of an attribute in a service: `deploy.replicas`, `networks.front.aliases`.</summary>
public static class ServiceTable
{
    public static Field? Find(string path)
    {
        var schema = ServiceSchema.Service;
        Field? field = null;
        var isEntry = false;
        foreach (var part in path.Split('.'))
        {
            // The name of an entry may have dots of its own.
            if (isEntry && schema.IndexOf(part) < 0)
                continue;
            isEntry = !schema.TryGetField(part, out field);
            if (schema.Child(part) is not { } child)
                return field;
            schema = child;
        }

        return field;
    }
}
