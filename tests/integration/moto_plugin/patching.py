"""What the other files of the plug-in share."""

from moto.cloudformation.exceptions import ValidationError


def refuse(reason):
    raise ValidationError(message=reason)


def patch(owner):
    """Replaces owner.<name of the function>; the function is handed moto's own first."""

    def register(replacement):
        own = getattr(owner, replacement.__name__)
        setattr(owner, replacement.__name__, lambda *args, **named: replacement(own, *args, **named))
        return replacement

    return register


def as_api(value):
    """CloudFormation's property names as the service's API spells them: ContainerUri -> containerUri."""
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: as_api(part) for name, part in value.items()}
    return [as_api(part) for part in value] if isinstance(value, list) else value
