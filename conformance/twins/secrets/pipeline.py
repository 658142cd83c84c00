from kfp import dsl, kubernetes


@dsl.component
def connect():
    pass


@dsl.component
def pick() -> str:
    return 'settings'


@dsl.pipeline(name='secrets')
def secrets(database: str = 'database'):
    settings = pick()
    task = connect()
    kubernetes.use_secret_as_env(task, secret_name=database, secret_key_to_env={'user': 'DB_USER', 'password': 'DB_PASSWORD'})
    kubernetes.use_secret_as_env(task, secret_name='mail', secret_key_to_env={'token': 'MAIL_TOKEN'}, optional=True)
    kubernetes.use_config_map_as_env(task, config_map_name=settings.output, config_map_key_to_env={'region': 'REGION'})
    kubernetes.use_config_map_as_volume(task, config_map_name=settings.output, mount_path='/etc/settings', optional=True)
    kubernetes.use_field_path_as_env(task, env_name='POD', field_path='metadata.name')
    task.set_env_variable('PLAIN', '1')
